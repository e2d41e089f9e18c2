import leven from 'leven'
import { refName } from '../sam/intrinsics.ts'
import { resourcePath } from '../sam/paths.ts'
import { isIntrinsic, type WebFunction } from '../sam/template.ts'
import { isMap, type JsonMap, own } from '../schema/json.ts'
import { macroName } from '../schema/macro-name.ts'
import type { Problem } from '../schema/problem.ts'
import { didYouMean, dotted, oneOf } from '../schema/sentence.ts'
import { defaults, type ParsedSettings, type Place, parseSettings, type Settings } from '../schema/settings.ts'
import type { MacroInput } from './input.ts'

/** What a user wrote in the Transform section and what the installed stack sets: the two outer layers. */
export type SharedSettings = { transform: Partial<Settings>; stack: Partial<Settings>; problems: Problem[] }

/** All settings of one function, and which of them were written on the function itself. */
export type LayeredSettings = {
  settings: Settings
  written: Partial<Settings>
  /** What the template says: on the function, or else in the Transform. */
  chosen: Partial<Settings>
  matcherIsSet: boolean
  problems: Problem[]
}

export const sharedSettings = (
  { params, transformPath = ['Transform'] }: MacroInput,
  stack: Partial<Settings>,
  parameters: JsonMap,
): SharedSettings => {
  const place = { path: [...transformPath, 'Parameters'], nameOf: dotted(`Transform.${macroName}.Parameters`) }
  const { settings, problems } = parseWritten(params, place, parameters)
  return { transform: settings, stack, problems }
}

/** The settings of a function. The most specific wins: Metadata, then Transform, installed stack, built-in default. */
export const settingsOf = (
  web: WebFunction,
  metadata: unknown,
  shared: SharedSettings,
  parameters: JsonMap,
): LayeredSettings => {
  const place = {
    path: resourcePath(web, 'Metadata', macroName),
    nameOf: dotted(`${web.logicalId}.Metadata.${macroName}`),
  }
  const { settings: written, problems } = parseWritten(withoutIgnored(own(metadata, macroName)), place, parameters)
  const { transform, stack } = shared
  const outer = transform.matcher ?? (stack.matcher === defaults.matcher ? undefined : stack.matcher)
  return {
    settings: { ...defaults, ...stack, ...transform, ...written },
    written,
    chosen: { ...transform, ...written },
    matcherIsSet: (written.matcher ?? outer) !== undefined,
    problems: [...misspelled(web, metadata), ...problems],
  }
}

/** Keys of Metadata that can only be a misspelled WebsiteHealthcheck. */
const misspelled = (web: WebFunction, metadata: unknown): Problem[] =>
  Object.keys(isMap(metadata) ? metadata : {})
    .filter(name => name !== macroName && leven(name.toLowerCase(), macroName.toLowerCase()) <= 2)
    .map(name => ({
      code: 'Metadata.Misspelled',
      path: resourcePath(web, 'Metadata', name),
      sentence: `${web.logicalId}.Metadata.${name} is unknown; ${didYouMean(name, [macroName])}`,
    }))

/** Only the command line's check reads IgnoreChecks. */
const withoutIgnored = (written: unknown): unknown => {
  if (!isMap(written)) return written
  const { IgnoreChecks: _, ...settings } = written
  return settings
}

/** Settings, each of which may be a Ref to a template parameter. Problems come in the order of the settings. */
const parseWritten = (written: unknown, place: Place, parameters: JsonMap): ParsedSettings => {
  const { path, nameOf } = place
  if (written === undefined || written === null) return { settings: {}, problems: [] }
  if (isIntrinsic(written)) {
    const sentence = `${nameOf([])} is ${Object.keys(written)[0]}; expected a map of settings.`
    return { settings: {}, problems: [{ code: 'Setting.Intrinsic', path, sentence }] }
  }
  if (!isMap(written)) return parseSettings(written, place)
  const problems: Problem[] = []
  const found: Record<string, string> = {}
  const resolved = Object.entries(written).flatMap(([name, value]) => {
    if (!isIntrinsic(value)) return [[name, value] as const]
    const parameter = refName(value)
    if (parameter !== undefined && Object.hasOwn(parameters, parameter)) {
      found[name] = `the value of the parameter ${parameter}`
      return [[name, parameters[parameter]] as const]
    }
    problems.push({
      code: 'Setting.Intrinsic',
      path: [...path, name],
      sentence: `${nameOf([name])} is ${intrinsicName(value)}; expected ${oneOf(['a value', 'a Ref to a template parameter'])}.`,
    })
    return []
  })
  const parsed = parseSettings(Object.fromEntries(resolved), place, found)
  const names = Object.keys(written)
  const order = (problem: Problem) => names.indexOf(String(problem.path[path.length]))
  return {
    settings: parsed.settings,
    problems: [...problems, ...parsed.problems].sort((a, b) => order(a) - order(b)),
  }
}

const intrinsicName = (value: JsonMap): string => {
  const name = refName(value)
  return name === undefined ? String(Object.keys(value)[0]) : `a Ref to ${name}, which is not a template parameter`
}
