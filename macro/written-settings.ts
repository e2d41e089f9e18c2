import { refName } from '../sam/intrinsics.ts'
import type { Known } from '../sam/known.ts'
import { isIntrinsic } from '../sam/template.ts'
import { isMap } from '../schema/json.ts'
import { macroName } from '../schema/macro-name.ts'
import { type ParsedSettings, type Place, parseSettings } from '../schema/parse-settings.ts'
import type { Problem, ProblemCode } from '../schema/problem.ts'
import { fieldName, type SettingName, type Settings } from '../schema/settings.ts'
import { foundAt, type Origin, type Origins, originOf, refTo, secretIn } from './origins.ts'

/** Settings as they were written in one place, and which of them come from parameters. */
export type WrittenSettings = ParsedSettings & { origins: Origins }

/** One setting with its value, or how a sentence goes on after its name. */
type Reading = { value: unknown; origin?: Origin } | { code: ProblemCode; fault: string }
type Read = (name: string, value: unknown, known: Known) => Reading

/** In Metadata each may be a Ref to a template parameter. */
export const inMetadata: Read = (_, value, known) => {
  if (!isIntrinsic(value)) return { value }
  const parameter = refName(value)
  const expected = 'expected a value or a Ref to a template parameter.'
  if (parameter === undefined) return { code: 'Setting.Intrinsic', fault: `is ${Object.keys(value)[0]}; ${expected}` }
  if (Object.hasOwn(known.secrets, parameter))
    return { code: 'Setting.Secret', fault: `is a Ref to the NoEcho parameter ${parameter}, ${noSecret}` }
  if (Object.hasOwn(known.ssmNames, parameter))
    return {
      code: 'Setting.OfSsm',
      fault: `is a Ref to the SSM parameter ${parameter}, and the macro gets only its name, not its value; expected the Ref in the Parameters of ${macroName} in the Transform section, where CloudFormation resolves it.`,
    }
  if (Object.hasOwn(known.parameters, parameter))
    return { value: known.parameters[parameter], origin: refTo(parameter) }
  return {
    code: 'Setting.Intrinsic',
    fault: `is a Ref to ${parameter}, which is not a template parameter; ${expected}`,
  }
}

/** In the Transform section CloudFormation has resolved all of them. */
export const inTransform: Read = (name, value, known) => {
  if (isIntrinsic(value)) return inMetadata(name, value, known)
  const secret = secretIn(name, value, known)
  if (secret !== undefined)
    return { code: 'Setting.Secret', fault: `has the value of the NoEcho parameter ${secret}, ${noSecret}` }
  const origin = originOf(name, value, known)
  return { value, ...(origin && { origin }) }
}

const noSecret = 'which a tag would show; expected a value that is not secret.'

/** Problems come in the order of the settings. */
export const parseWritten = (written: unknown, place: Place, known: Known, read: Read): WrittenSettings => {
  const { path, nameOf } = place
  if (written === undefined || written === null) return { settings: {}, origins: {}, problems: [] }
  if (isIntrinsic(written)) {
    const sentence = `${nameOf([])} is ${Object.keys(written)[0]}; expected a map of settings.`
    return { settings: {}, origins: {}, problems: [{ code: 'Setting.Intrinsic', path, sentence }] }
  }
  if (!isMap(written)) return { ...parseSettings(written, place), origins: {} }

  const readings = Object.entries(written).map(([name, value]) => ({ name, ...read(name, value, known) }))
  const origins = readings.flatMap(reading =>
    'origin' in reading && reading.origin ? [[reading.name, reading.origin] as const] : [],
  )
  const faults = readings.flatMap((reading): Problem[] =>
    'fault' in reading
      ? [
          {
            code: reading.code,
            path: [...path, reading.name],
            sentence: `${nameOf([reading.name])} ${reading.fault}`,
          },
        ]
      : [],
  )
  const values = readings.flatMap(reading => ('value' in reading ? [[reading.name, reading.value] as const] : []))
  const found = Object.fromEntries(origins.map(([name, origin]) => [name, foundAt(origin)]))
  const parsed = parseSettings(Object.fromEntries(values), place, found)
  const order = new Map(Object.keys(written).map((name, i) => [name, i]))
  const orderOf = ({ path: [...keys] }: Problem) => order.get(String(keys[path.length])) ?? 0
  return {
    settings: parsed.settings,
    origins: originsOf(origins),
    problems: [...faults, ...parsed.problems].sort((one, other) => orderOf(one) - orderOf(other)),
  }
}

const originsOf = (origins: (readonly [string, Origin])[]): Origins =>
  Object.fromEntries(
    origins.map(([name, origin]): [keyof Settings, Origin] => [fieldName(name as SettingName), origin]),
  )
