import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { listen } from '../../cli/rehearse/sandbox/loopback.ts'
import type { Cloud } from './account.ts'

/** `cut`: the connection ends without an answer. `lost`: S3 has stored the response, and only its answer is lost. */
export type ResponseFault = 'cut' | 'lost' | 500 | 503

/** What happens to a response to CloudFormation; undefined lets it through. `attempt` counts from 1 for each request. */
export type ResponseFaults = (
  response: { StackId: string; Status: string; Reason: string },
  attempt: number,
) => ResponseFault | undefined

/** Stands between the functions of an account and the bucket in which CloudFormation waits. `met` has all that went wrong. */
export const startResponses = async (cloud: Cloud, faultOf: ResponseFaults) => {
  const attempts = new Map<string, number>()
  const met: ResponseFault[] = []
  const server = createServer(async (request, response) => {
    const { url = '' } = request
    const body = await text(request)
    const attempt = (attempts.get(url) ?? 0) + 1
    attempts.set(url, attempt)
    const fault = faultOf(JSON.parse(body), attempt)
    if (fault) met.push(fault)
    if (fault === 'cut') return void response.destroy()
    if (typeof fault === 'number') return void response.writeHead(fault).end()
    const stored = await fetch(`${cloud.url}${url}`, { method: 'PUT', body, headers: { 'content-type': '' } })
    if (fault === 'lost') return void response.destroy()
    response.writeHead(stored.status).end()
  })
  const { url, close } = await listen(server)
  await cloud.aws(
    ...['ssm', 'put-parameter', '--name', 'stand-in-response-origin', '--type', 'String', '--overwrite'],
    ...['--cli-input-json', JSON.stringify({ Value: url })],
  )
  return { url, close, met }
}
