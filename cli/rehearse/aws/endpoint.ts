import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { listen } from '../sandbox/loopback.ts'

/** The calls that the hook makes. */
export type HookOperation =
  | 'GetDeployment'
  | 'GetApplicationRevision'
  | 'PutLifecycleEventHookExecutionStatus'
  | 'ListTags'
  | 'Invoke'

/** With those that only the gate makes. */
export type Operation = HookOperation | 'DescribeStacks' | 'PutObject'

/**
 * One call of an AWS API. `input` is its JSON body under the service's own names; for ListTags `{ Resource }`, for
 * Invoke `{ FunctionName, Qualifier?, LogType?, InvocationType?, Payload }` with the payload as text, for DescribeStacks
 * `{ StackName }`, for PutObject `{ Key, Body }`. `closed` fires when the caller has gone away.
 */
export type Call = { operation: Operation; input: Record<string, unknown>; closed: AbortSignal }

/**
 * What goes back over the wire; `destroy` cuts the connection instead. Status 200 and no headers unless given. With
 * `cutOff` the connection breaks after half of the body.
 */
export type EndpointResponse =
  | { status?: number; headers?: Record<string, string>; body: string | Uint8Array; cutOff?: true }
  | 'destroy'

export type Endpoint = { url: string; close(): Promise<void> }

/**
 * A local AWS endpoint on a free loopback port that speaks the wire protocols of CodeDeploy (AWS JSON 1.1), Lambda (REST
 * JSON), CloudFormation (AWS Query) and S3, for the calls of {@link Operation}. A call that it does not know is answered
 * 404 UnknownOperation.
 */
export const startEndpoint = async (answer: (call: Call) => Promise<EndpointResponse>): Promise<Endpoint> => {
  const server = createServer((request, response) => void exchange(request, response, answer))
  return listen(server)
}

/** The error that AWS services answer with, in a form that both protocols read. */
export const failure = (status: number, code: string, message: string): EndpointResponse => ({
  status,
  headers: { 'x-amzn-errortype': code },
  body: JSON.stringify({ __type: code, message, Message: message }),
})

const exchange = async (
  request: IncomingMessage,
  response: ServerResponse,
  answer: (call: Call) => Promise<EndpointResponse>,
): Promise<void> => {
  const gone = new AbortController()
  response.on('close', () => gone.abort())
  const call = parseCall(request, (await buffer(request)).toString('utf8'))
  const reply = call
    ? await answer({ ...call, closed: gone.signal }).catch(error => failure(500, 'InternalFailure', String(error)))
    : failure(
        404,
        'UnknownOperation',
        `${request.method} ${request.url} is not a call that the hook or the gate makes.`,
      )
  send(response, reply)
}

export const send = (response: ServerResponse, reply: EndpointResponse): void => {
  if (reply === 'destroy') return void response.destroy()
  const body = Buffer.from(reply.body)
  response.writeHead(reply.status ?? 200, {
    'content-type': 'application/json',
    'content-length': body.length,
    ...reply.headers,
  })
  if (!reply.cutOff) return void response.end(body)
  response.write(body.subarray(0, body.length / 2), () => response.destroy())
}

const parseCall = (request: IncomingMessage, body: string): Omit<Call, 'closed'> | undefined => {
  const [, target] = String(request.headers['x-amz-target']).match(/^CodeDeploy_20141006\.(\w+)$/) ?? []
  if (target && codeDeploy.has(target)) return { operation: target as Operation, input: JSON.parse(body) }
  const url = new URL(request.url ?? '/', 'http://localhost')
  const [, resource] = url.pathname.match(/^\/2017-03-31\/tags\/(.+)$/) ?? []
  if (request.method === 'GET' && resource)
    return { operation: 'ListTags', input: { Resource: decodeURIComponent(resource) } }
  if (request.method === 'PUT')
    return { operation: 'PutObject', input: { Key: decodeURIComponent(url.pathname.slice(1)), Body: body } }
  if (url.pathname === '/') return parseQuery(body)
  const [, name] = url.pathname.match(/^\/2015-03-31\/functions\/([^/]+)\/invocations$/) ?? []
  if (request.method !== 'POST' || !name) return undefined
  return {
    operation: 'Invoke',
    input: {
      FunctionName: decodeURIComponent(name),
      Qualifier: url.searchParams.get('Qualifier') ?? undefined,
      LogType: request.headers['x-amz-log-type'],
      InvocationType: request.headers['x-amz-invocation-type'] ?? 'RequestResponse',
      Payload: body,
    },
  }
}

/** https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
const parseQuery = (body: string): Omit<Call, 'closed'> | undefined => {
  const query = new URLSearchParams(body)
  return query.get('Action') === 'DescribeStacks'
    ? { operation: 'DescribeStacks', input: { StackName: query.get('StackName') } }
    : undefined
}

const codeDeploy = new Set<string>(['GetDeployment', 'GetApplicationRevision', 'PutLifecycleEventHookExecutionStatus'])
