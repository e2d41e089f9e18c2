import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { effective } from '../../../sam/globals.ts'
import { resolve } from '../../../sam/intrinsics.ts'
import { propertyPath } from '../../../sam/paths.ts'
import { functionsOf } from '../../../sam/template.ts'
import { located } from '../../template/located.ts'
import type { Template } from '../../template/template.ts'
import { createVersion, type Version } from '../aws/lambda.ts'
import type { Outside } from '../aws/outside.ts'
import { codeAt, findCode } from '../code/code.ts'
import type { CodeProblem, CodeProperties } from '../code/code-problem.ts'
import { dependencyProblem } from '../code/dependencies.ts'
import { lacksOf, noAws, noFileSystem, noValue } from '../code/lacks.ts'
import { runtimeProblem } from '../code/runtimes.ts'
import { startLack } from '../code/start-lack.ts'
import type { Deployable } from '../plan/deployable.ts'
import { type EnvVars, envVarsFor } from '../plan/env-vars.ts'
import type { InvocationOutcome } from '../sandbox/sandbox.ts'
import { programOf } from './lambda-program.ts'
import { layerFolders, layerVariables } from './layers.ts'
import { variablesOf } from './variables.ts'

export type Sources = {
  next: Deployable
  live: Deployable | undefined
  /** Of a first deployment: there is no live version. */
  first: boolean
  /** Code to run instead of what the template says, by logical ID. */
  handlers: Map<string, string>
  envVars: EnvVars | undefined
  /** A Lambda endpoint that runs the new version instead of this machine. */
  endpointUrl: string | undefined
  region: string
  cwd: string
  scratch: string
  env: Record<string, string | undefined>
}

/** A version ready to be made, or why its code cannot be run here; undefined where the template has no such function. */
export type Versioned =
  | {
      start(outside: Outside): Version
      runtime?: string
      timeoutSeconds: number
      warnings: string[]
      standIns: string[]
    }
  | CodeProblem
  | undefined
export type Wanted = { logicalId: string; name: string; version: string; handler: string | undefined; cwd: string }

/** A version of a function as a template has it. */
export const versionOf = ({ template, value, known }: Deployable, wanted: Wanted, sources: Sources): Versioned => {
  const { logicalId, name, version, handler, cwd } = wanted
  const web = functionsOf(value.Resources).find(web => web.logicalId === logicalId)
  if (!web) return undefined
  const of = (property: string) => resolve(effective(value, web, property), known)
  const names = ['Runtime', 'Handler', 'CodeUri', 'InlineCode', 'PackageType', 'DurableConfig'] as const
  const properties: CodeProperties = Object.fromEntries(names.map(name => [name, of(name)]))
  const layers = layerFolders(of('Layers'), template)
  const code = handler
    ? codeAt(handler, properties.Runtime, cwd)
    : findCode(logicalId, properties, template.folder, sources.scratch, layers)
  const about = (keys: string[], sentence: string) =>
    located(template, propertyPath(template.value, web, ...keys), sentence)
  const placed = (found: CodeProblem): CodeProblem =>
    handler ? found : { ...found, problem: about(found.property ? [found.property] : [], found.problem) }
  if ('problem' in code) return placed(code)
  const property = properties.InlineCode === undefined ? 'CodeUri' : 'InlineCode'
  const needed = dependencyProblem(handler ? `--handler ${handler}` : `${logicalId}.${property}`, code, sources.env)
  if (needed) return placed({ ...needed, property })
  const { values, standIns, parameters } = variablesOf(effective(value, web, 'Environment'), value, known)
  const given = sources.envVars ? envVarsFor(sources.envVars, logicalId, [...Object.keys(values), ...standIns]) : {}
  const open = standIns.filter(name => !Object.hasOwn(given, name))
  const timeoutSeconds = Number(of('Timeout')) || defaultTimeoutSeconds
  const ofLayers = layerVariables(layers ?? [], code.runtime)
  const limits = { variables: { ...ofLayers, ...values, ...given }, timeoutSeconds, memory: of('MemorySize') }
  const notes = join(sources.scratch, `notes-${randomUUID()}`)
  return {
    start: ({ url: endpointUrl, services }) =>
      createVersion(programOf(code, { name, version, endpointUrl, notes, layers }, limits, sources), outcomes => [
        ...lacksOf(notes, code, sources.env),
        ...outcomes.flatMap(outcome => startLack(outcome, code) ?? []),
        ...open.filter(name => outcomes.some(outcome => isIn(values[name], outcome))).map(noValue),
        ...[...services].map(noAws),
        ...(of('FileSystemConfigs') === undefined ? [] : [noFileSystem]),
      ]),
    runtime: code.runtime,
    timeoutSeconds,
    warnings: [
      ...[handler ? undefined : runtimeProblem(code)].flatMap(text =>
        text === undefined ? [] : [about(['Runtime'], `${logicalId}.Runtime ${text}`)],
      ),
      ...parameters.map(name => valueless(template, name)),
    ],
    standIns: open,
  }
}

/** Whether a function's error or log contains a stand-in; a bare name may be there for other reasons. */
const isIn = (standIn: string | undefined, { payload, log, functionError }: InvocationOutcome): boolean =>
  standIn !== undefined && /[.:/]/.test(standIn) && `${log}${functionError ? payload : ''}`.includes(standIn)

const valueless = (template: Template, name: string): string =>
  located(
    template,
    ['Parameters', name],
    `Parameters.${name} has no value, and Environment needs it; set it with --parameter-overrides ${name}=VALUE.`,
  )

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html#sam-function-timeout */
export const defaultTimeoutSeconds = 3
