import type { Aws } from '../aws/account.ts'
import { createClock } from '../aws/clock.ts'
import type { Operate } from '../deployment/rehearsal.ts'
import { createTimeline, type Rehearsed } from '../deployment/timeline.ts'
import type { GateResource } from '../plan/stack-gate.ts'
import type { Release } from '../version/release.ts'
import { create } from './create.ts'
import { createGate, type Gate } from './gate.ts'
import { observeProbes } from './probes.ts'

/**
 * The creation of a stack: the gate probes each function before it gets its alias.
 *
 * @param gateOf the custom resource of a function, by the function's logical ID
 */
export const createStack =
  (gateOf: ReadonlyMap<string, GateResource>): Operate =>
  (aws, world) => {
    const gate = createGate(world.fault, world)
    return {
      deploy: release => deployFirst({ release, resource: gateOf.get(release.logicalId), gate, aws, world }),
      rollBack,
      stop: gate.stop,
    }
  }

type First = {
  release: Release
  resource: GateResource | undefined
  gate: Gate
  aws: Aws
  world: Parameters<Operate>[1]
}

const deployFirst = async ({ release, resource, gate, aws, world }: First): Promise<Rehearsed> => {
  const { logicalId, name, alias } = release
  const version = world.newVersion
  if (!resource) throw new Error(`${logicalId} has no custom resource of StackGate.`)
  let waitedMs = () => 0
  const clock = createClock(() => performance.now() + waitedMs())
  const timeline = createTimeline(clock, moment => world.tell(logicalId, moment))
  const probes = observeProbes(timeline)
  aws.observers.set(name, probes)
  const { response, ...outcome } = await create({
    resource,
    named: { functionName: name, version },
    alias,
    gate,
    region: world.region,
    endpointUrl: world.endpointUrl,
    clock,
    timeline,
    probes,
    follow: given => {
      waitedMs = given
    },
    register: pending => void aws.resources.push(pending),
  })
  const status = response?.status === 'SUCCESS' ? 'Succeeded' : 'Failed'
  return {
    ...outcome,
    logicalId,
    name,
    alias,
    status,
    reported: response !== undefined,
    before: undefined,
    after: status === 'Succeeded' ? version : undefined,
    moments: timeline.moments,
  }
}

/**
 * One custom resource that failed fails the creation of the stack, and everything that was created is deleted. What is
 * left of the stack can only be deleted.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html
 */
const rollBack = (all: Rehearsed[]): Rehearsed[] => {
  const atMs = Math.max(...all.flatMap(({ moments }) => moments.map(({ atMs }) => atMs)))
  return all.map(one => {
    const text = 'CloudFormation rolls back the stack, which ends in ROLLBACK_COMPLETE and can only be deleted'
    return { ...one, after: undefined, moments: [...one.moments, { atMs, event: 'Rollback', text }] }
  })
}
