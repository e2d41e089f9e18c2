import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { clientConfiguration, type Environment } from '../healthcheck/aws/client-configuration.ts'
import { messageOf } from './message.ts'
import type { Notifier } from './world.ts'

/** A file of its own next to the bundle, with all of the messages, loaded only to send a notification. */
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
