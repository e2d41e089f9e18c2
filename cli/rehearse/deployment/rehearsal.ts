import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../../command-line/user-error.ts'
import { type Aws, createAws } from '../aws/account.ts'
import { createClock } from '../aws/clock.ts'
import { startEndpoint } from '../aws/endpoint.ts'
import { currentVersion, type Fault, targetVersion } from '../aws/fault.ts'
import { createHangingVersion } from '../aws/lambda.ts'
import { type Outside, startOutside } from '../aws/outside.ts'
import { stepsOf } from '../aws/traffic.ts'
import { runtimePrograms } from '../sandbox/embedded.ts'
import type { NotRehearsed } from '../version/not-rehearsed.ts'
import type { Release } from '../version/release.ts'
import { deploy } from './deploy.ts'
import { createHook, type Hook, hookName } from './hook.ts'
import { createTimeline, type Moment, type Rehearsed } from './timeline.ts'

export type Rehearsal = {
  releases: readonly Release[]
  fault: Fault | undefined
  region: string
  env: Record<string, string | undefined>
  /** An empty folder for the programs that are run. */
  scratch: string
  tell(logicalId: string, moment: Moment): void
  interrupted: AbortSignal
}

/**
 * Deploys all functions at once, as CloudFormation would. Stops every process that it started, whatever happens.
 * A function that found something missing on this machine counts as not rehearsed.
 */
export const rehearseAll = async (
  rehearsal: Rehearsal,
): Promise<{ functions: Rehearsed[]; notRehearsed: NotRehearsed[] }> => {
  const { releases, fault, scratch } = rehearsal
  for (const [name, text] of Object.entries(runtimePrograms())) writeFileSync(join(scratch, name), text)
  const aws = createAws(fault)
  const endpoint = await startEndpoint(aws.answer)
  const outsides: Outside[] = []
  const hook = createHook(fault, { ...rehearsal, endpointUrl: endpoint.url })
  try {
    for (const release of releases) aws.functions.push(await lambdaFunction(release, fault, outsides))
    const all = releases.map(release => rehearseOne(release, aws, hook, rehearsal.tell))
    const rehearsed = await Promise.race([Promise.all(all), interruption(rehearsal.interrupted)])
    const notRehearsed = rehearsed.flatMap(one => lacking(one, aws.functions) ?? [])
    const isLacking = ({ logicalId }: Rehearsed) => notRehearsed.some(one => one.logicalId === logicalId)
    return { functions: rollBack(rehearsed.filter(one => !isLacking(one))), notRehearsed }
  } finally {
    hook.stop()
    for (const { versions } of aws.functions) for (const version of versions.values()) version.stop()
    await Promise.all([endpoint, ...outsides].map(({ close }) => close()))
  }
}

const lambdaFunction = async (release: Release, fault: Fault | undefined, outsides: Outside[]) => {
  const { name, arn, tags, target, current } = release
  const start = async (version: Release['target']) => {
    const outside = await startOutside()
    outsides.push(outside)
    return version(outside)
  }
  const next = fault?.hangs ? createHangingVersion(release.timeoutSeconds) : await start(target)
  const versions = new Map([[targetVersion, next]])
  if (current) versions.set(currentVersion, await start(current))
  return { name, arn, tags, versions }
}

const rehearseOne = async (release: Release, aws: Aws, hook: Hook, tell: Rehearsal['tell']): Promise<Rehearsed> => {
  const { logicalId, name, alias, deploymentType } = release
  const clock = createClock(() => performance.now())
  const timeline = createTimeline(clock, moment => tell(logicalId, moment))
  let live: string | undefined
  aws.observers.set(name, {
    request: (version, text) => timeline.add('Request', `version ${version}: ${text}`),
    answer: (version, text) => {
      if (version === currentVersion && release.current) live = text
      const unknown = version === currentVersion && !release.current
      timeline.add('Answer', `version ${version}: ${unknown ? 'its code is not available here' : text}`)
    },
  })
  const heard = await deploy({
    shift: { name, alias, currentVersion, targetVersion, hook: hookName },
    steps: stepsOf(deploymentType),
    deploymentType,
    startHook: hook.start,
    hookSeconds: hook.seconds,
    clock,
    timeline,
    register: deployment => void aws.deployments.push(deployment),
  })
  const after = heard.status === 'Succeeded' ? targetVersion : currentVersion
  return { logicalId, name, ...heard, alias, before: currentVersion, after, live, moments: timeline.moments }
}

/** A bad answer caused by this machine does not prove anything about the release. */
const lacking = (one: Rehearsed, functions: Aws['functions']): NotRehearsed | undefined => {
  const { logicalId, name, reason, status } = one
  const isVoid = { any: true, bad: status === 'Failed' || reason !== undefined, failed: status === 'Failed' }
  const versions = functions.find(known => known.name === name)?.versions.values() ?? []
  const lack = [...versions].flatMap(version => version.lacks()).find(({ voids }) => isVoid[voids])
  return lack && { logicalId, reason: `${logicalId} ${lack.phrase}.`, elsewhere: lack.elsewhere }
}

/** One deployment that failed fails the update of the stack, and CloudFormation rolls back the others too. */
const rollBack = (all: Rehearsed[]): Rehearsed[] =>
  all.every(({ status }) => status === 'Succeeded')
    ? all
    : all.map(one => {
        if (one.status === 'Failed') return one
        const text = `CloudFormation rolls back the stack: alias ${one.alias} returns to version ${one.before}`
        const atMs = Math.max(...all.flatMap(({ moments }) => moments.map(({ atMs }) => atMs)))
        return { ...one, after: one.before, moments: [...one.moments, { atMs, event: 'Rollback', text }] }
      })

const interruption = (signal: AbortSignal): Promise<never> =>
  new Promise((_, fail) => {
    const stop = () => fail(new UserError('Interrupted; this says nothing about the release.'))
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
