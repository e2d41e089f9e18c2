import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { send } from '../../cli/rehearse/aws/endpoint.ts'
import { listen } from '../../cli/rehearse/sandbox/loopback.ts'
import type { CallFault } from './fault-matrix.ts'
import type { Clock } from './hook-clock.ts'

/** What S3 or CloudFormation does instead of answering well. */
export type GateFaults = { DescribeStacks?: CallFault; PutObject?: CallFault }

/** What CloudFormation took from the URL of the response. */
export type StoredResponse = {
  Status: string
  Reason: string
  PhysicalResourceId: string
  StackId: string
  RequestId: string
  LogicalResourceId: string
}

/** CloudFormation with one stack, and the bucket in which it waits for responses. */
export const startGateEndpoint = async (stackStatus: string | undefined, faults: GateFaults, clock: Clock) => {
  const stored: StoredResponse[] = []
  const bodies: string[] = []
  const calls: string[] = []
  const types: unknown[] = []
  const server = createServer(async (request, response) => {
    const gone = new AbortController()
    response.on('close', () => gone.abort())
    const body = await text(request)
    const operation = request.method === 'PUT' ? 'PutObject' : 'DescribeStacks'
    calls.push(operation)
    const attempt = calls.filter(call => call === operation).length
    const fault = await faults[operation]?.({ clock, closed: gone.signal }, attempt)
    if (fault) return send(response, fault)
    if (operation === 'DescribeStacks')
      return void response.writeHead(200, { 'content-type': 'text/xml' }).end(describeStacks(stackStatus))
    bodies.push(body)
    types.push(request.headers['content-type'])
    stored.push(JSON.parse(body))
    response.writeHead(200).end()
  })
  const { url, close } = await listen(server)
  return { url, close, stored, bodies, types, calls }
}

const describeStacks = (status = 'UPDATE_IN_PROGRESS'): string =>
  `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member><StackName>site</StackName><CreationTime>2026-11-24T00:00:00Z</CreationTime><StackStatus>${status}</StackStatus></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`
