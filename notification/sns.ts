import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { clientConfiguration, type Environment } from '../healthcheck/aws/client-configuration.ts'
import { messageOf } from './message.ts'
import type { Notifier } from './world.ts'

/** A file of its own beside the bundle, with all of the messages, loaded when there is something to say. */
export const createPrepare = (environment: Environment, topicArn: string): Notifier['prepare'] => {
  const client = new SNSClient(clientConfiguration(environment, 'SNS'))
  return async notice => {
    const { subject, message } = messageOf(notice)
    const input = { TopicArn: topicArn, Subject: subject, Message: message, MessageStructure: 'json' }
    return async abortSignal => {
      await client.send(new PublishCommand(input), { abortSignal })
    }
  }
}
