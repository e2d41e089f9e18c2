import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import type { EndpointResponse } from '../../cli/rehearse/aws/endpoint.ts'
import { listen } from '../../cli/rehearse/sandbox/loopback.ts'
import type { Clock } from './hook-clock.ts'

/** What a topic was told; `messages` has one text for each protocol. */
export type Published = { topicArn: string; subject: string; messages: Record<string, string> }

/** What SNS does instead of answering well; `undefined` lets it. `attempt` counts from 1. */
export type SnsFault = (
  call: { clock: Clock; closed: AbortSignal },
  attempt: number,
) => Promise<EndpointResponse | undefined> | EndpointResponse | undefined

/** SNS with one topic. */
export const startSns = async (clock: Clock, fault?: SnsFault) => {
  const published: Published[] = []
  let attempts = 0
  const server = createServer(async (request, response) => {
    const gone = new AbortController()
    response.on('close', () => gone.abort())
    const form = new URLSearchParams(await text(request))
    const answer = await fault?.({ clock, closed: gone.signal }, ++attempts)
    if (answer === 'destroy') return void response.destroy()
    if (answer) return void response.writeHead(answer.status ?? 200, answer.headers).end(answer.body)
    published.push({
      topicArn: form.get('TopicArn') ?? '',
      subject: form.get('Subject') ?? '',
      messages: JSON.parse(form.get('Message') ?? ''),
    })
    response.writeHead(200, { 'content-type': 'text/xml' }).end(answered)
  })
  const { url, close } = await listen(server)
  return { url, close, published }
}

export const topicArn = 'arn:aws:sns:eu-west-1:123456789012:deployments'

const answered =
  '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>'
