import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { listen } from '../../cli/rehearse/sandbox/loopback.ts'
import type { Cloud } from './account.ts'
import { deploy } from './deploy.ts'
import { invocationsOf } from './logs.ts'
import { outputsOf } from './stack.ts'
import { makeCertificate } from './tls.ts'

/** What came to a subscriber, taken out of what SNS wraps it in. */
export type Received = { subject: string; message: string }

export type Protocol = 'email' | 'email-json' | 'http' | 'https' | 'sqs' | 'lambda'

export type Subscribers = {
  topicArn: string
  /** All that has come by a protocol, once there is at least as much as that. */
  received(protocol: Protocol, count: number): Promise<Received[]>
  close(): Promise<void>
}

type Envelope = { Type: string; Subject: string; Message: string; SubscribeURL?: string }

/** Deploys a topic that has a subscriber of each protocol, and confirms those that have to be confirmed. */
export const startSubscribers = async (cloud: Cloud): Promise<Subscribers> => {
  const certificate = makeCertificate(cloud)
  const http = await startEndpoint(cloud, createServer)
  const https = await startEndpoint(cloud, listener => createSecureServer(certificate, listener))
  const { terminal, exitCode } = await deploy(
    cloud,
    'subscribers',
    templateOf({
      http: http.url,
      https: https.url.replace('http:', 'https:'),
      email: address,
      'email-json': machineAddress,
    }),
  )
  if (exitCode !== 0) throw new Error(terminal)
  const { TopicArn = '', QueueUrl = '' } = await outputsOf(cloud, 'subscribers')
  const inboxes: Record<Protocol, () => Promise<Received[]> | Received[]> = {
    http: () => http.inbox,
    https: () => https.inbox,
    email: () => mailTo(cloud, address),
    'email-json': async () => (await mailTo(cloud, machineAddress)).map(({ message }) => unwrap(JSON.parse(message))),
    sqs: () => queued(cloud, QueueUrl),
    lambda: () => invocationsOf(cloud, subscriber).flatMap(({ event }) => JSON.parse(event).Records.map(ofRecord)),
  }
  return {
    topicArn: TopicArn,
    async received(protocol, count) {
      for (let attempt = 0; attempt < 100; attempt++) {
        const all = await inboxes[protocol]()
        if (all.length >= count) return all
        await setTimeout(100)
      }
      throw new Error(`${count} notifications have not come by ${protocol}.`)
    },
    async close() {
      await Promise.all([http.close(), https.close()])
    },
  }
}

const address = 'team@example.com'
const machineAddress = 'tickets@example.com'
const subscriber = 'deployments-subscriber'

const unwrap = ({ Subject, Message }: Pick<Envelope, 'Subject' | 'Message'>): Received => ({
  subject: Subject,
  message: Message,
})

const ofRecord = ({ Sns }: { Sns: Envelope }): Received => unwrap(Sns)

const startEndpoint = async (cloud: Cloud, create: (listener: RequestListener) => Server) => {
  const inbox: Received[] = []
  const server = create(async (request, response) => {
    const envelope = JSON.parse(await text(request)) as Envelope
    // LocalStack's own name for itself needs a DNS that knows it
    if (envelope.SubscribeURL) await fetch(`${cloud.url}/${new URL(envelope.SubscribeURL).search}`)
    if (envelope.Type === 'Notification') inbox.push(unwrap(envelope))
    response.end()
  })
  // a story that fails still ends
  server.unref()
  return { inbox, ...(await listen(server)) }
}

/** What LocalStack has sent as mail, of which it keeps a copy. */
const mailTo = async (cloud: Cloud, to: string): Promise<Received[]> => {
  const response = await fetch(`${cloud.url}/_aws/ses`)
  if (!response.ok) return []
  const { messages } = (await response.json()) as {
    messages: { Subject: string; Body: { text_part: string }; Destination: { ToAddresses: string[] }; Source: string }[]
  }
  return messages
    .filter(({ Destination }) => Destination.ToAddresses.includes(to))
    .map(({ Subject, Body }) => ({ subject: Subject, message: Body.text_part }))
}

const queued = async (cloud: Cloud, queueUrl: string): Promise<Received[]> => {
  const response = await fetch(`${cloud.url}/_aws/sqs/messages?QueueUrl=${encodeURIComponent(queueUrl)}`, {
    headers: { accept: 'application/json' },
  })
  const answer = (await response.json()) as {
    ReceiveMessageResponse: { ReceiveMessageResult?: { Message?: { Body: string } | { Body: string }[] } | null }
  }
  const messages = answer.ReceiveMessageResponse.ReceiveMessageResult?.Message ?? []
  return [messages].flat().map(({ Body }) => unwrap(JSON.parse(Body)))
}

const templateOf = (endpoints: Record<string, string>): string => {
  const subscriptions = Object.entries(endpoints).map(([Protocol, Endpoint]) => [
    `By${Protocol.replace(/\W/g, '')}`,
    { Type: 'AWS::SNS::Subscription', Properties: { TopicArn: { Ref: 'Topic' }, Protocol, Endpoint } },
  ])
  return JSON.stringify({
    Transform: 'AWS::Serverless-2016-10-31',
    Resources: {
      Topic: { Type: 'AWS::SNS::Topic' },
      Queue: { Type: 'AWS::SQS::Queue' },
      ...Object.fromEntries(subscriptions),
      BySqs: {
        Type: 'AWS::SNS::Subscription',
        Properties: {
          TopicArn: { Ref: 'Topic' },
          Protocol: 'sqs',
          Endpoint: { 'Fn::GetAtt': ['Queue', 'Arn'] },
        },
      },
      Subscriber: {
        Type: 'AWS::Serverless::Function',
        Properties: {
          FunctionName: subscriber,
          InlineCode: 'exports.handler = async () => {}\n',
          Handler: 'index.handler',
          Runtime: 'nodejs24.x',
          Events: { Failure: { Type: 'SNS', Properties: { Topic: { Ref: 'Topic' } } } },
        },
      },
    },
    Outputs: { TopicArn: { Value: { Ref: 'Topic' } }, QueueUrl: { Value: { Ref: 'Queue' } } },
  })
}
