import { effective } from '../../../sam/globals.ts'
import { functionsOf } from '../../../sam/template.ts'
import { isMap, own } from '../../../schema/json.ts'
import type { Input, Terminal } from '../../command-line/command.ts'
import type { Gated } from '../../macro/gated.ts'
import { type Overrides, parseOverrides, unknownOverrides } from '../../template/parameters.ts'
import { readOwnTemplate, regionOf } from '../../template/source.ts'
import { locatedWarnings, type Template } from '../../template/template.ts'
import { type Fault, faults } from '../aws/fault.ts'
import { gatedAmong, typed } from './chosen-functions.ts'
import { chosenTemplate } from './chosen-template.ts'
import { type Deployable, deployable } from './deployable.ts'
import { endpointOf } from './endpoint-option.ts'
import { type EnvVars, readEnvVars, unknownEnvVars } from './env-vars.ts'
import { handlersOf } from './handler-option.ts'
import { liveTemplate } from './live-template.ts'
import { gatedAtFirst, refuseWithFirst } from './stack-gate.ts'
import { refuseStale } from './stale-build.ts'
import { unpublished } from './unpublished.ts'

/** What is to be rehearsed, from the command line and the templates that it names. */
export type RehearsalPlan = {
  file: string
  next: Deployable
  live: Deployable | undefined
  /** Of a first deployment: there is no live version. */
  first: boolean
  gated: readonly Gated[]
  leftAlone: Deployable['leftAlone']
  handlers: Map<string, string>
  envVars: EnvVars | undefined
  endpointUrl: string | undefined
  region: string
  fault: Fault | undefined
  warnings: readonly string[]
  notes: readonly string[]
  /** What the live version lacks on this machine. */
  liveNotes: readonly string[]
}

export const planRehearsal = async (input: Input, terminal: Terminal, scratch: string): Promise<RehearsalPlan> => {
  const { cwd, env } = terminal
  const first = input.flag('first')
  if (first) refuseWithFirst(input)
  const chosen = chosenTemplate(input, cwd)
  const { file } = chosen
  const region = regionOf(input, terminal)
  const overrides = parseOverrides(input.values('parameter-overrides'))
  const read = (template: Template) => deployable({ template, overrides, region }, env)
  const next = read(readOwnTemplate(file, terminal))
  const liveFile = input.value('live')
  const named = liveFile === undefined ? undefined : liveTemplate(liveFile, chosen, terminal, scratch)
  const live = named && read(named.template)
  const envVarsFile = input.value('env-vars')
  const envVars = envVarsFile === undefined ? undefined : readEnvVars(envVarsFile, cwd)
  const chosenFunctions = gatedAmong(next, input.values('function')).map(typed(input.value('type')))
  const { gated, notGated } = first ? gatedAtFirst(next, chosenFunctions) : { gated: chosenFunctions, notGated: [] }
  const logicalIds = gated.map(({ web }) => web.logicalId)
  if (chosen.own !== undefined) refuseStale(file, readOwnTemplate(chosen.own, terminal), logicalIds, cwd)
  return {
    file,
    next,
    live,
    first,
    gated,
    leftAlone: [...notGated, ...next.leftAlone],
    handlers: handlersOf(input.values('handler'), gated),
    envVars,
    endpointUrl: await endpointOf(input.value('endpoint-url')),
    region,
    fault: faults[input.value('fault') ?? ''],
    warnings: [
      ...warningsOf(next, overrides),
      ...(live ? locatedWarnings(live.template) : []),
      ...(envVars ? unknownEnvVars(envVars, variableNames(next)) : []),
    ],
    liveNotes: named?.notes ?? [],
    notes: [
      ...(chosen.isBuilt && !chosen.isNamed ? [`Rehearsing ${file}, which sam build made.`] : []),
      ...(live ? unpublished(next, live, logicalIds) : []),
    ],
  }
}

const warningsOf = ({ template }: Deployable, overrides: Overrides): string[] => [
  ...locatedWarnings(template),
  ...unknownOverrides(template.value, overrides).map(problem => `${template.file}: ${problem}`),
]

/** Of every function, by its logical ID. */
const variableNames = ({ value }: Deployable): Record<string, string[]> =>
  Object.fromEntries(
    functionsOf(value.Resources).map(web => {
      const variables = own(effective(value, web, 'Environment'), 'Variables')
      return [web.logicalId, Object.keys(isMap(variables) ? variables : {})]
    }),
  )
