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
  const problems: string[] = []
  const releases = gated.map(entry => prepare(entry, sources, problem => void problems.push(problem)))
  if (problems.length > 0) throw new Mistake(...problems)
  return releases
}

const prepare = (gated: Gated, sources: Sources, refuse: (problem: string) => void): Release => {
  const { next, live, handlers, endpointUrl, region, cwd } = sources
  const { logicalId, properties } = gated.web
  const name = typeof properties.FunctionName === 'string' ? properties.FunctionName : logicalId
  const warnings: string[] = []
  const local = (deployable: Deployable, version: string, handler?: string) => {
    const versioned = versionOf(deployable, { logicalId, name, version, handler, cwd }, sources)
    if (!versioned) return undefined
    if ('problem' in versioned) return void refuse(versioned.problem)
    warnings.push(...versioned.warnings)
    return versioned.start
  }
  const target = endpointUrl
    ? () => createRemoteVersion(endpointUrl, logicalId)
    : local(next, targetVersion, handlers.get(logicalId))
  const { alias, deploymentType, tags } = gated
  return {
    logicalId,
    name,
    arn: functionArn(region, name),
    alias,
    deploymentType,
    tags: { ...tags, 'lambda:createdBy': 'SAM' },
    target: target ?? (() => createRemoteVersion('', logicalId)),
    current: live && local(live, currentVersion),
    warnings,
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
