import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../../command-line/user-error.ts'
import { type Aws, createAws } from '../aws/account.ts'
import { startEndpoint } from '../aws/endpoint.ts'
import type { Fault } from '../aws/fault.ts'
import { createHangingVersion } from '../aws/lambda.ts'
import { type Outside, startOutside } from '../aws/outside.ts'
import { runtimePrograms } from '../sandbox/embedded.ts'
import type { NotRehearsed } from '../version/not-rehearsed.ts'
import { currentVersion } from '../version/numbers.ts'
import type { Release } from '../version/release.ts'
import type { Moment, Rehearsed } from './timeline.ts'

export type Rehearsal = {
  releases: readonly Release[]
  /** The number of the version that is published. */
  newVersion: string
  fault: Fault | undefined
  region: string
  env: Record<string, string | undefined>
  /** An empty folder for the programs that are run. */
  scratch: string
  tell(logicalId: string, moment: Moment): void
  interrupted: AbortSignal
  operate: Operate
}

/** What CloudFormation does with all functions at once: it updates a stack, or creates it. */
export type StackOperation = {
  deploy(release: Release): Promise<Rehearsed>
  /** What becomes of all functions where one has failed. */
  rollBack(all: Rehearsed[]): Rehearsed[]
  stop(): void
}

export type Operate = (
  aws: Aws,
  world: Omit<Rehearsal, 'releases' | 'operate' | 'interrupted'> & { endpointUrl: string },
) => StackOperation

/**
 * Deploys all functions at once, as CloudFormation would. Stops every process that it started, whatever happens.
 * A function that found something missing on this machine counts as not rehearsed.
 */
export const rehearseAll = async (
  rehearsal: Rehearsal,
): Promise<{ functions: Rehearsed[]; notRehearsed: NotRehearsed[] }> => {
  const { releases, newVersion, fault, scratch, operate } = rehearsal
  for (const [name, text] of Object.entries(runtimePrograms())) writeFileSync(join(scratch, name), text)
  const aws = createAws(fault, newVersion)
  const endpoint = await startEndpoint(aws.answer)
  const outsides: Outside[] = []
  const operation = operate(aws, { ...rehearsal, endpointUrl: endpoint.url })
  try {
    for (const release of releases) aws.functions.push(await lambdaFunction(release, rehearsal, outsides))
    const all = Promise.all(releases.map(operation.deploy))
    const rehearsed = await Promise.race([all, interruption(rehearsal.interrupted)])
    const notRehearsed = rehearsed.flatMap(one => lacking(one, aws.functions) ?? [])
    const isLacking = ({ logicalId }: Rehearsed) => notRehearsed.some(one => one.logicalId === logicalId)
    const functions = rehearsed.filter(one => !isLacking(one))
    const hasFailed = functions.some(({ status }) => status === 'Failed')
    return { functions: hasFailed ? operation.rollBack(functions) : functions, notRehearsed }
  } finally {
    operation.stop()
    for (const { versions } of aws.functions) for (const version of versions.values()) version.stop()
    await Promise.all([endpoint, ...outsides].map(({ close }) => close()))
  }
}

const lambdaFunction = async (release: Release, { fault, newVersion }: Rehearsal, outsides: Outside[]) => {
  const { name, arn, tags, target, current } = release
  const start = async (version: Release['target']) => {
    const outside = await startOutside()
    outsides.push(outside)
    return version(outside)
  }
  const next = fault?.hangs ? createHangingVersion(release.timeoutSeconds) : await start(target)
  const versions = new Map([[newVersion, next]])
  if (current) versions.set(currentVersion, await start(current))
  return { name, arn, tags, versions }
}

/** A bad answer caused by this machine does not prove anything about the release. */
const lacking = (one: Rehearsed, functions: Aws['functions']): NotRehearsed | undefined => {
  const { logicalId, name, reason, status } = one
  const isVoid = { any: true, bad: status === 'Failed' || reason !== undefined, failed: status === 'Failed' }
  const versions = functions.find(known => known.name === name)?.versions.values() ?? []
  const lack = [...versions].flatMap(version => version.lacks()).find(({ voids }) => isVoid[voids])
  return lack && { logicalId, reason: `${logicalId} ${lack.phrase}.`, elsewhere: lack.elsewhere }
}

const interruption = (signal: AbortSignal): Promise<never> =>
  new Promise((_, fail) => {
    const stop = () => fail(new UserError('Interrupted; this says nothing about the release.'))
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
