import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { isCustomNotification } from '../helpers/custom-notification.ts'
import { isNotificationEvent } from '../helpers/notification-schema.ts'
import { startCloud } from './cloud.ts'
import { deploy } from './deploy.ts'
import { install } from './install.ts'
import { type Protocol, type Received, type Subscribers, startSubscribers } from './subscribers.ts'
import { quotes } from './verbatim.ts'
import { answering, website, withSettings } from './websites.ts'

// What the subscribers of a topic are told by hook and gate, each in its own form. docs/notifications.md quotes it.
const story = suite('the subscribers of NotificationTopicArn')
const shared = await startCloud()
story.after(shared.stop)
const cloud = shared.account('162000000016')

let subscribers: Subscribers
story.after(() => subscribers?.close())

story('are there', async () => {
  subscribers = await startSubscribers(cloud)
  await install(cloud, { parameters: { NotificationTopicArn: subscribers.topicArn } })
})

const release = (stack: string, code: string, settings: Record<string, unknown> = {}) =>
  deploy(cloud, stack, website({ code, transform: withSettings(settings) }))

/** The last notification that came by a protocol, of as many as there should be. */
const nth = async (protocol: Protocol, count: number): Promise<Received> => {
  const all = await subscribers.received(protocol, count)
  assert.is(all.length, count, all.map(({ subject }) => subject).join('\n'))
  return all[count - 1] as Received
}

const isText = (message: string): void =>
  assert.match(message, /^Failed Healthcheck\.ResponseCodeMismatch shop-Site-\w+:\d GET \/healthcheck -> 502 in \d+ ms/)
const isChat = (message: string): void =>
  assert.ok(isCustomNotification(JSON.parse(message)), JSON.stringify(isCustomNotification.errors))
const isEvent = (message: string): void =>
  assert.ok(isNotificationEvent(JSON.parse(message)), JSON.stringify(isNotificationEvent.errors))

const forms: Record<Protocol, (message: string) => void> = {
  email: isText,
  'email-json': isText,
  http: isText,
  https: isChat,
  sqs: isEvent,
  lambda: isEvent,
}

story('are told once by the hook about an update that fails', async () => {
  assert.is((await release('shop', answering('one'))).status, 'CREATE_COMPLETE')
  assert.is((await release('shop', answering('broken', 502))).status, 'UPDATE_ROLLBACK_COMPLETE')
  for (const [protocol, isForm] of Object.entries(forms)) {
    const { subject, message } = await nth(protocol as Protocol, 1)
    assert.match(subject, /^Failed shop-Site-\w+:2 GET \/healthcheck -> 502$/)
    isForm(message)
  }
})

story('are told so in the words of docs/notifications.md', async () => {
  const document = 'docs/notifications.md'
  quotes(cloud, document, 'email', (await nth('email', 1)).message)
  for (const protocol of ['https', 'sqs'] as const) {
    const { message } = await nth(protocol, 1)
    quotes(cloud, document, protocol, JSON.stringify(JSON.parse(message), null, 2), 'json')
  }
})

story('are told once by the gate about a version that it fails', async () => {
  const { status } = await release('shop', answering('broken too', 502), { StackGate: true })
  assert.is(status, 'UPDATE_ROLLBACK_COMPLETE')
  for (const [protocol, isForm] of Object.entries(forms)) {
    const { subject, message } = await nth(protocol as Protocol, 2)
    assert.match(subject, /^Failed shop-Site-\w+:3 GET \/healthcheck -> 502$/)
    isForm(message)
  }
  const { detail } = JSON.parse((await nth('sqs', 2)).message)
  assert.equal(
    [detail.deploymentId, detail.logicalResourceId, detail.functions[0].statusCode],
    [undefined, 'SiteHealthcheck', 502],
  )
})

story.run()
