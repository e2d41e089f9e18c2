import schema from '../schema/gate-event.schema.json' with { type: 'json' }
import { isGateEvent } from '../schema/generated/validators.js'
import { own } from '../schema/json.ts'
import { dotted, faultsOf } from '../schema/sentence.ts'

/** One version of a function, as a custom resource names it. */
export type NamedVersion = { functionName: string; version: number }

/**
 * What CloudFormation requests from the gate.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requesttypes.html
 */
export type GateRequest = {
  requestType: 'Create' | 'Update' | 'Delete'
  responseUrl: string
  stackId: string
  requestId: string
  logicalResourceId: string
  physicalResourceId: string | undefined
  /** Undefined where the properties do not name a version; `problems` then says why. */
  version: NamedVersion | undefined
  /** What the resource named before an update. */
  oldVersion: NamedVersion | undefined
  problems: string[]
}

export type ParsedEvent = { request: GateRequest; problems: [] } | { request?: never; problems: string[] }

/** The event of the Lambda function → a request that can be answered, or the reasons why it cannot. */
export const parseEvent = (event: unknown, acceptsResponseUrl: (url: string) => boolean): ParsedEvent => {
  const faults = isGateEvent(event) ? [] : faultsIn(event)
  const problems = faults.filter(({ keys }) => keys[0] !== 'ResourceProperties').map(({ sentence }) => sentence)
  if (problems.length > 0) return { problems }
  const request = event as WireEvent
  // the URL is signed: anyone who reads it can use it
  if (!acceptsResponseUrl(request.ResponseURL))
    return {
      problems: ["The event.ResponseURL is not one of CloudFormation's; expected its S3 bucket of this Region."],
    }
  return {
    request: {
      requestType: request.RequestType,
      responseUrl: request.ResponseURL,
      stackId: request.StackId,
      requestId: request.RequestId,
      logicalResourceId: request.LogicalResourceId,
      physicalResourceId: request.PhysicalResourceId,
      version: faults.length > 0 ? undefined : namedVersion(request.ResourceProperties),
      oldVersion: namedVersion(request.OldResourceProperties),
      problems: faults.map(({ sentence }) => sentence),
    },
    problems: [],
  }
}

type WireEvent = {
  RequestType: GateRequest['requestType']
  ResponseURL: string
  StackId: string
  RequestId: string
  LogicalResourceId: string
  PhysicalResourceId?: string
  ResourceProperties: unknown
  OldResourceProperties?: unknown
}

const faultsIn = (event: unknown) =>
  faultsOf(isGateEvent.errors ?? [], dotted('The event'), event, schema, { ResponseURL: 'not a text' })

const namedVersion = (properties: unknown): NamedVersion | undefined => {
  const functionName = own(properties, 'FunctionName')
  const version = Number(own(properties, 'Version'))
  return typeof functionName === 'string' && Number.isInteger(version) ? { functionName, version } : undefined
}
