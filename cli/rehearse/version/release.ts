import { resourcePath } from '../../../sam/paths.ts'
import type { Gated } from '../../macro/gated.ts'
import { located } from '../../template/located.ts'
import { functionArn } from '../aws/function-arn.ts'
import type { Version } from '../aws/lambda.ts'
import type { Outside } from '../aws/outside.ts'
import { createRemoteVersion } from '../aws/remote.ts'
import type { CodeProblem } from '../code/code-problem.ts'
import type { NotRehearsed } from './not-rehearsed.ts'
import { currentVersion, newVersion } from './numbers.ts'
import { defaultTimeoutSeconds, type Sources, type Versioned, versionOf } from './versions.ts'

/** A function to be deployed. Its versions are made once there is an endpoint that its AWS SDK calls instead of AWS. */
export type Release = {
  logicalId: string
  name: string
  arn: string
  alias: string
  deploymentType: string
  tags: Record<string, string>
  /** Undefined where it does not run on this machine. */
  runtime: string | undefined
  timeoutSeconds: number
  target(outside: Outside): Version
  /** Undefined where the code of the live version is not known. */
  current: ((outside: Outside) => Version) | undefined
  /** Sentences about what differs here from AWS. */
  warnings: string[]
  /** Variables that have a stand-in here. */
  standIns: string[]
}

export type Releases = { releases: Release[]; notRehearsed: NotRehearsed[] }

/** The releases of the functions, and those whose code cannot be run here. */
export const prepareReleases = (gated: readonly Gated[], sources: Sources): Releases => {
  const prepared = gated.map(entry => prepare(entry, sources))
  return {
    releases: prepared.flatMap(entry => ('reason' in entry ? [] : [entry])),
    notRehearsed: prepared.flatMap(entry => ('reason' in entry ? [entry] : [])),
  }
}

const prepare = (gated: Gated, sources: Sources): Release | NotRehearsed => {
  const { next, live, first, handlers, endpointUrl, region, cwd } = sources
  const version = newVersion(first)
  const { alias, deploymentType, tags } = gated
  const { logicalId, properties, path } = gated.web
  if (path.length > 1)
    return {
      logicalId,
      reason: located(
        next.template,
        resourcePath(gated.web),
        `${logicalId} is made by ${path[0]}, and loops are not run here.`,
      ),
      elsewhere: false,
    }
  const name = typeof properties.FunctionName === 'string' ? properties.FunctionName : logicalId
  const wanted = { logicalId, name, handler: undefined, cwd }
  const target: Versioned = endpointUrl
    ? {
        start: () => createRemoteVersion(endpointUrl, logicalId),
        timeoutSeconds: defaultTimeoutSeconds,
        warnings: [],
        standIns: [],
      }
    : versionOf(next, { ...wanted, version, handler: handlers.get(logicalId) }, sources)
  if (!target || 'problem' in target) return notRehearsed(logicalId, target)
  const current = live && versionOf(live, { ...wanted, version: currentVersion }, sources)
  if (current && 'problem' in current) return notRehearsed(logicalId, current)
  return {
    logicalId,
    name,
    arn: functionArn(region, name),
    alias,
    deploymentType,
    tags: { ...tags, 'lambda:createdBy': 'SAM' },
    runtime: target.runtime,
    timeoutSeconds: target.timeoutSeconds,
    target: target.start,
    current: current?.start,
    warnings: [...target.warnings, ...(current?.warnings ?? [])],
    standIns: [...target.standIns, ...(current?.standIns ?? [])],
  }
}

const notRehearsed = (logicalId: string, found: CodeProblem | undefined): NotRehearsed => ({
  logicalId,
  reason: found?.problem ?? `${logicalId} is not in the template.`,
  elsewhere: found?.elsewhere ?? false,
})
