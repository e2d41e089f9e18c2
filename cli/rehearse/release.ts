import { join } from 'node:path'
import { effective } from '../../macro/globals.ts'
import { resolve } from '../../macro/parameters.ts'
import { functionsOf } from '../../macro/template.ts'
import { Mistake } from '../mistake.ts'
import { type Code, type CodeProperties, codeAt, findCode } from './code.ts'
import { lambdaEnvironment, variablesOf } from './environment.ts'
import { currentVersion, targetVersion } from './fault.ts'
import { functionArn } from './function-arn.ts'
import type { Deployable, Gated } from './gated.ts'
import { createVersion, type Version } from './lambda.ts'
import { createRemoteVersion } from './remote.ts'

/** A function to be deployed. Its versions are made once there is an endpoint that its AWS SDK calls instead of AWS. */
export type Release = {
  logicalId: string
  name: string
  arn: string
  alias: string
  deploymentType: string
  tags: Record<string, string>
  target(endpointUrl: string): Version
  /** Undefined where the code of the live version is not known. */
  current: ((endpointUrl: string) => Version) | undefined
  /** Sentences about what is not here as it is in AWS. */
  warnings: string[]
}

export type Sources = {
  next: Deployable
  live: Deployable | undefined
  /** Code to run instead of what the template says, by logical ID. */
  handlers: Map<string, string>
  /** A Lambda endpoint that runs the new version instead of this machine. */
  endpointUrl: string | undefined
  region: string
  cwd: string
  scratch: string
  env: Record<string, string | undefined>
}

/** The releases of the functions, or a {@link Mistake} that lists all whose code cannot be run here. */
export const prepareReleases = (gated: readonly Gated[], sources: Sources): Release[] => {
  const prepared = gated.map(entry => prepare(entry, sources))
  const problems = prepared.flatMap(release => ('problems' in release ? release.problems : []))
  if (problems.length > 0) throw new Mistake(...problems)
  return prepared.flatMap(release => ('problems' in release ? [] : [release]))
}

const prepare = (gated: Gated, sources: Sources): Release | { problems: string[] } => {
  const { next, live, handlers, endpointUrl, region, cwd } = sources
  const { alias, deploymentType, tags } = gated
  const { logicalId, properties, path } = gated.web
  const subject = `${next.template.file}: ${logicalId}`
  if (path.length > 1)
    return {
      problems: [`${subject} is made by ${path[0]}, and loops are not run here; expected --function for others.`],
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
    target: target.start,
    current: current?.start,
    warnings: [...target.warnings, ...(current?.warnings ?? [])],
  }
}

type Versioned = { start(endpointUrl: string): Version; warnings: string[] } | { problem: string } | undefined
type Wanted = { logicalId: string; name: string; version: string; handler: string | undefined; cwd: string }

/** A version of the function as a template has it, undefined where the template has no such function. */
const versionOf = ({ template, value, known }: Deployable, wanted: Wanted, sources: Sources): Versioned => {
  const { logicalId, name, version, handler, cwd } = wanted
  const web = functionsOf(value.Resources).find(web => web.logicalId === logicalId)
  if (!web) return undefined
  const of = (property: string) => resolve(effective(value, web, property), known)
  const subject = `${template.file}: ${logicalId}`
  const scratch = join(sources.scratch, `${logicalId}-${version}`)
  const names = ['Runtime', 'Handler', 'CodeUri', 'InlineCode', 'PackageType', 'Layers'] as const
  const properties: CodeProperties = Object.fromEntries(names.map(name => [name, of(name)]))
  const code = handler
    ? codeAt(subject, handler, properties.Runtime, cwd)
    : findCode(subject, properties, template.folder, scratch)
  if ('problem' in code) return code
  const { variables, standIns } = variablesOf(effective(value, web, 'Environment'), known.parameters)
  return {
    start: endpointUrl =>
      createVersion(
        program(
          code,
          { name, version, endpointUrl },
          { variables, timeout: of('Timeout'), memory: of('MemorySize') },
          sources,
        ),
      ),
    warnings: Object.entries(standIns).map(([name, text]) => standIn(`${subject}.Environment.Variables.${name}`, text)),
  }
}

const standIn = (subject: string, text: string | undefined): string =>
  `${subject} is known only after deployment; here it is ${text ?? 'not set'}.`

type Facts = { name: string; version: string; endpointUrl: string }
type Limits = { variables: Record<string, string>; timeout: unknown; memory: unknown }

const program = (code: Code, facts: Facts, { variables, timeout, memory }: Limits, sources: Sources) => {
  const { region, scratch, env } = sources
  const memoryMegabytes = Number(memory) || 128
  const runtime =
    code.kind === 'python'
      ? ['python3', '-u', join(scratch, 'python.py')]
      : [process.execPath, join(scratch, 'node.mjs')]
  const lambda = { ...facts, region, memoryMegabytes, handler: code.handler, root: code.folder, runtime: code.runtime }
  return {
    name: facts.name,
    version: facts.version,
    arn: `${functionArn(region, facts.name)}:${facts.version}`,
    command: runtime,
    folder: code.folder,
    environment: lambdaEnvironment(lambda, variables, env),
    timeoutSeconds: Number(timeout) || 3,
    memoryMegabytes,
  }
}
