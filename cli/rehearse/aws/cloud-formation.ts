import { own } from '../../../schema/json.ts'
import { type Call, type EndpointResponse, failure } from './endpoint.ts'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html */
export type ResourceResponse = { status: 'SUCCESS' | 'FAILED'; reason: string }

/** A custom resource of a stack that is being created, waiting for the response. `key`: of the response in S3. */
export type PendingResource = {
  key: string
  stackId: string
  /** The gate has read that the stack is being created. */
  onStatus(): void
  onResponse(response: ResourceResponse): void
}

/** Answers the two calls that the gate makes for CloudFormation: the stack's status, and the response in S3. */
export const answerCloudFormation = (
  resources: readonly PendingResource[],
  { operation, input }: Call,
): EndpointResponse => {
  if (operation === 'DescribeStacks') {
    resources.find(({ stackId }) => stackId === input.StackName)?.onStatus()
    return describeStacks(String(input.StackName))
  }
  const found = resources.find(({ key }) => key === input.Key)
  if (!found) return failure(403, 'AccessDenied', 'Access Denied')
  found.onResponse(parseResponse(String(input.Body)))
  return { body: '' }
}

const parseResponse = (body: string): ResourceResponse => {
  const response: unknown = JSON.parse(body)
  const status = own(response, 'Status') === 'SUCCESS' ? 'SUCCESS' : 'FAILED'
  return { status, reason: String(own(response, 'Reason') ?? '') }
}

const describeStacks = (stackId: string): EndpointResponse => ({
  headers: { 'content-type': 'text/xml' },
  body:
    '<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member>' +
    `<StackId>${stackId}</StackId><StackName>rehearsal</StackName><CreationTime>2026-11-24T00:00:00Z</CreationTime>` +
    '<StackStatus>CREATE_IN_PROGRESS</StackStatus></member></Stacks></DescribeStacksResult></DescribeStacksResponse>',
})
