import { deploymentTypes } from '../../sam/deployment-types.ts'
import { effective } from '../../sam/globals.ts'
import { functionsOf } from '../../sam/template.ts'
import { transformsOf } from '../../sam/transform-section.ts'
import { isMap, own } from '../../schema/json.ts'
import { allOf, didYouMean } from '../../schema/sentence.ts'
import type { Input, Terminal } from '../command-line/command.ts'
import { UserError } from '../command-line/user-error.ts'
import type { Gated } from '../macro/gated.ts'
import { misspelledTransforms } from '../macro/misspelled-transforms.ts'
import { bothTransforms, callsMacro } from '../macro/transform-order.ts'
import { isBuilt, templateOf } from '../template/files.ts'
import { located } from '../template/located.ts'
import { type Overrides, parseOverrides, unknownOverrides } from '../template/parameters.ts'
import { readOwnTemplate, regionOf } from '../template/source.ts'
import { locatedWarnings } from '../template/template.ts'
import { type Fault, faults } from './aws/fault.ts'
import { isListening } from './aws/remote.ts'
import { stepsOf } from './aws/traffic.ts'
import { type Deployable, deployable } from './deployable.ts'
import { type EnvVars, readEnvVars, unknownEnvVars } from './env-vars.ts'
import type { FormatName } from './formats.ts'

/** What is to be rehearsed, from the command line and the templates that it names. */
export type RehearsalPlan = {
  file: string
  next: Deployable
  live: Deployable | undefined
  gated: readonly Gated[]
  leftAlone: Deployable['leftAlone']
  handlers: Map<string, string>
  envVars: EnvVars | undefined
  endpointUrl: string | undefined
  region: string
  fault: Fault | undefined
  format: FormatName
  warnings: readonly string[]
  notes: readonly string[]
}

export const planRehearsal = async (input: Input, terminal: Terminal): Promise<RehearsalPlan> => {
  const { cwd, env } = terminal
  const file = templateOf(input, cwd)
  const region = regionOf(input, terminal)
  const overrides = parseOverrides(input.values('parameter-overrides'))
  const read = (file: string) => deployable({ template: readOwnTemplate(file, terminal), overrides, region }, env)
  const next = read(file)
  const liveFile = input.value('live')
  const live = liveFile === undefined ? undefined : read(liveFile)
  const envVarsFile = input.value('env-vars')
  const envVars = envVarsFile === undefined ? undefined : readEnvVars(envVarsFile, cwd)
  const gated = chosen(next, input.values('function')).map(typed(input.value('type')))
  return {
    file,
    next,
    live,
    gated,
    leftAlone: next.leftAlone,
    handlers: handlersOf(input.values('handler'), gated),
    envVars,
    endpointUrl: await endpointOf(input.value('endpoint-url')),
    region,
    fault: faults[input.value('fault') ?? ''],
    format: (input.value('format') ?? 'text') as FormatName,
    warnings: [
      ...warningsOf(next, overrides),
      ...(live ? locatedWarnings(live.template) : []),
      ...(envVars ? unknownEnvVars(envVars, variableNames(next)) : []),
    ],
    notes: built(input, file),
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

const built = (input: Input, file: string): string[] =>
  isBuilt(file) && input.value('template-file') === undefined ? [`Rehearsing ${file}, which sam build made.`] : []

/** The gated functions, or those among them that the user named. */
const chosen = (next: Deployable, names: readonly string[]): readonly Gated[] => {
  if (next.gated.length === 0) throw new UserError(...nothingGated(next))
  const known = next.gated.map(({ web }) => web.logicalId)
  const problems = names
    .filter(name => !known.includes(name))
    .map(name => {
      const alone = next.leftAlone.find(({ logicalId }) => logicalId === name)
      return alone
        ? `--function ${name} is left alone: ${alone.reason.text}.`
        : `--function ${name} is not gated; ${didYouMean(name, known)}`
    })
  if (problems.length > 0) throw new UserError(...problems)
  return names.length === 0 ? next.gated : next.gated.filter(({ web }) => names.includes(web.logicalId))
}

const nothingGated = ({ template, leftAlone }: Deployable): string[] => {
  const { file, value } = template
  const transforms = transformsOf(value)
  const misspelled = misspelledTransforms(value).map(
    ({ index, message }) => `${template.at(['Transform', index])} ${message}`,
  )
  if (misspelled.length > 0) return misspelled
  const why = leftAlone.map(({ logicalId, path, reason }) =>
    located(template, path, `${logicalId} is left alone: ${reason.text}.`),
  )
  const first = callsMacro(value)
    ? `${file} has no gated function${leftAlone.length > 0 ? '.' : '; expected an AWS::Serverless::Function with an Api or HttpApi event.'}`
    : `${file} has no gated function, because Transform is ${allOf(transforms) || 'not set'}; expected ${bothTransforms}.`
  return [first, ...why]
}

/** A deployment type of the user's choice instead of the template's. */
const typed =
  (type: string | undefined) =>
  (gated: Gated): Gated => {
    if (type === undefined) return gated
    if (!stepsOf(type)) throw new UserError(`--type is ${type}; ${didYouMean(type, deploymentTypes)}`)
    return { ...gated, deploymentType: type }
  }

/** `Site=dist/app.handler`, or only the handler where there is one function. */
const handlersOf = (written: readonly string[], gated: readonly Gated[]): Map<string, string> => {
  const known = gated.map(({ web }) => web.logicalId)
  return new Map(
    written.map(text => {
      const [, name = known.length === 1 ? known[0] : undefined, handler = ''] = text.match(/^(?:(\w+)=)?(.*)$/s) ?? []
      if (name === undefined) throw new UserError(`--handler ${text} names no function; expected ${known[0]}=${text}.`)
      if (!/\w\.\w+$/.test(handler) || /\.([cm]?[jt]s|py)$/.test(handler))
        throw new UserError(`--handler ${text} names only a file; expected ${withFunction(text)}.`)
      if (!known.includes(name)) throw new UserError(`--handler ${text} is for ${name}; ${didYouMean(name, known)}`)
      return [name, handler]
    }),
  )
}

const withFunction = (text: string): string => `${text.replace(/\.\w*$/, '') || 'index'}.handler`

const endpointOf = async (url: string | undefined): Promise<string | undefined> => {
  if (url === undefined) return undefined
  if (!URL.canParse(url) || !/^https?:/.test(url))
    throw new UserError(`--endpoint-url is ${url}; expected a URL such as http://127.0.0.1:3001.`)
  if (!(await isListening(url)))
    throw new UserError(
      `--endpoint-url ${url} does not answer; start it first, for instance with sam local start-lambda.`,
    )
  return url
}
