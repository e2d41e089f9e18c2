import { resourcePath } from '../../sam/paths.ts'
import { UserError } from '../command-line/user-error.ts'
import type { Gated } from '../macro/gated.ts'
import { located } from '../template/located.ts'
import { currentVersion, targetVersion } from './aws/fault.ts'
import { functionArn } from './aws/function-arn.ts'
import type { Version } from './aws/lambda.ts'
import { createRemoteVersion } from './aws/remote.ts'
import { type Sources, type Versioned, versionOf } from './versions.ts'

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
  target(endpointUrl: string): Version
  /** Undefined where the code of the live version is not known. */
  current: ((endpointUrl: string) => Version) | undefined
  /** Sentences about what is not here as it is in AWS. */
  warnings: string[]
}

/** The releases of the functions, or a {@link UserError} that lists all whose code cannot be run here. */
export const prepareReleases = (gated: readonly Gated[], sources: Sources): Release[] => {
  const prepared = gated.map(entry => prepare(entry, sources))
  const problems = prepared.flatMap(release => ('problems' in release ? release.problems : []))
  if (problems.length > 0) throw new UserError(...problems)
  return prepared.flatMap(release => ('problems' in release ? [] : [release]))
}

const prepare = (gated: Gated, sources: Sources): Release | { problems: string[] } => {
  const { next, live, handlers, endpointUrl, region, cwd } = sources
  const { alias, deploymentType, tags } = gated
  const { logicalId, properties, path } = gated.web
  if (path.length > 1)
    return {
      problems: [
        located(
          next.template,
          resourcePath(gated.web),
          `${logicalId} is made by ${path[0]}, and loops are not run here; expected --function for others.`,
        ),
      ],
    }
  const name = typeof properties.FunctionName === 'string' ? properties.FunctionName : logicalId
  const wanted = { logicalId, name, handler: undefined, cwd }
  const target: Versioned = endpointUrl
    ? { start: () => createRemoteVersion(endpointUrl, logicalId), warnings: [] }
    : versionOf(next, { ...wanted, version: targetVersion, handler: handlers.get(logicalId) }, sources)
  const current = live && versionOf(live, { ...wanted, version: currentVersion }, sources)
  const problems = [target, current].flatMap(version => (version && 'problem' in version ? [version.problem] : []))
  if (!target || 'problem' in target || (current && 'problem' in current)) return { problems }
  return {
    logicalId,
    name,
    arn: functionArn(region, name),
    alias,
    deploymentType,
    tags: { ...tags, 'lambda:createdBy': 'SAM' },
    runtime: target.runtime,
    target: target.start,
    current: current?.start,
    warnings: [...target.warnings, ...(current?.warnings ?? [])],
  }
}
