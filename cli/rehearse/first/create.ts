import type { Clock } from '../aws/clock.ts'
import type { PendingResource, ResourceResponse } from '../aws/cloud-formation.ts'
import { runOnce } from '../deployment/installed-function.ts'
import { type LoggedVerdict, parseHookLog } from '../deployment/log.ts'
import type { StackEvent, Timeline } from '../deployment/timeline.ts'
import type { GateResource } from '../plan/stack-gate.ts'
import { type Named, requestCreation } from './custom-resource.ts'
import { type Gate, gateName } from './gate.ts'
import { askLastWord } from './last-word.ts'
import { stackEventOf } from './stack-event.ts'

export type Creation = {
  resource: GateResource
  named: Named
  alias: string
  gate: Gate
  region: string
  endpointUrl: string
  clock: Clock
  timeline: Timeline
  probes: { end(): void }
  /** Lets the clock go on with the waits of a run of the gate. */
  follow(waitedMs: () => number): void
  /** Registers the custom resource with the endpoint before the gate answers. */
  register(pending: PendingResource): void
}

/** What CloudFormation makes of the gate's answer, and the log of the function that gave it. */
export type CreationOutcome = LoggedVerdict & { response: ResourceResponse | undefined; stackEvent: StackEvent }

/**
 * CloudFormation creates the version, then the custom resource that names it, then the alias that waits for that. Fails
 * unless the answer is SUCCESS.
 */
export const create = async (creation: Creation): Promise<CreationOutcome> => {
  const { resource, named, alias, timeline } = creation
  timeline.add('Published', `version ${named.version}; alias ${alias} waits for ${resource.logicalId}`)
  timeline.add('CustomResource', `CloudFormation creates ${resource.logicalId} and runs ${gateName}`)
  const outcome = await askGate(creation)
  if (outcome.response?.status === 'SUCCESS')
    timeline.add('AllowTraffic', `alias ${alias} is created: version ${named.version} 100 %`)
  else timeline.add('Rollback', `alias ${alias} is not created`)
  return outcome
}

/**
 * CloudFormation invokes the gate asynchronously. Lambda runs the gate once, as its EventInvokeConfig says, and passes a
 * request that it failed to its on-failure destination.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
const askGate = async (creation: Creation): Promise<CreationOutcome> => {
  const { resource, named, gate, clock, timeline, region, endpointUrl } = creation
  const startedAtMs = clock.nowMs()
  const heard = new AbortController()
  let response: ResourceResponse | undefined
  const onResponse = (given: ResourceResponse) => {
    // CloudFormation reads the first one
    response ??= given
    creation.probes.end()
    timeline.add('Response', given.status)
    heard.abort()
  }
  const onStatus = () => timeline.add('Gate', 'probes again for up to 60 s, since the stack is being created')
  const world = { region, endpointUrl, onStatus, onResponse }
  const { event, requestId, pending } = requestCreation(resource, named, world)
  creation.register(pending)
  const run = gate.start()
  creation.follow(run.waitedMs)
  const outcome = await runOnce(run.sandbox, event, heard.signal)
  creation.probes.end()
  let word = parseHookLog(outcome.log)
  if (!response && !outcome.functionError) timeline.add('Gate', 'ended without an answer')
  if (!response && outcome.functionError)
    word = { ...word, ...(await askLastWord(creation, event, outcome, heard.signal)) }
  if (!response) {
    clock.skipTo(startedAtMs + resource.serviceTimeoutSeconds * 1_000)
    const text = `none within ${resource.serviceTimeoutSeconds} s, so CloudFormation treats it as failed`
    timeline.add('Response', text)
  }
  return { ...word, response, stackEvent: stackEventOf(resource, requestId, response) }
}
