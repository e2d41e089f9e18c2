import { isSettings } from './generated/validators.js'
import { isMap, isScalar, own } from './json.ts'
import { parseMatcher } from './matcher.ts'
import type { Path, Problem } from './problem.ts'
import { faultsOf, type NameOf, shown } from './sentence.ts'
import schema from './settings.schema.json' with { type: 'json' }
import { fieldsOf, type SettingProperty, type Settings, settingProperties } from './settings.ts'

export type ParsedSettings = { settings: Partial<Settings>; problems: Problem[] }

/** Where settings were written, and what a message calls that place and a setting in it. */
export type Place = { path: Path; nameOf: NameOf }

/**
 * What a user wrote → typed settings, only those that were written, and their problems. A setting with a problem is not
 * among the settings; the others are.
 *
 * @param written a map of scalars under the names of settings.schema.json; strings that CloudFormation made of numbers
 *   and booleans become numbers and booleans again, and numbers and booleans become text where a string is expected
 * @param found how a message names the value of a setting that it must not show
 */
export const parseSettings = (
  written: unknown,
  { path, nameOf }: Place,
  found: Record<string, string> = {},
): ParsedSettings => {
  const data = isMap(written) ? typed(written) : written
  const errors = isSettings(data) ? [] : (isSettings.errors ?? [])
  const faults = faultsOf(errors, nameOf, data, schema, found)
  const problems = faults.map(
    ({ kind, keys, sentence }): Problem => ({
      code: kind === 'unknown' ? 'Setting.Unknown' : 'Setting.Invalid',
      path: [...path, ...keys],
      sentence,
    }),
  )
  if (!isMap(data)) return { settings: {}, problems }
  const wrong = new Set(faults.map(({ keys }) => keys[0]))
  const matcher = wrong.has('Matcher') || data.Matcher === undefined ? undefined : parseMatcher(String(data.Matcher))
  if (matcher?.problem) {
    wrong.add('Matcher')
    problems.push({
      code: 'Setting.Invalid',
      path: [...path, 'Matcher'],
      sentence: `${nameOf(['Matcher'])} is ${found.Matcher ?? shown(data.Matcher)}; ${matcher.problem}`,
    })
  }
  return { settings: fieldsOf(Object.fromEntries(Object.entries(data).filter(([name]) => !wrong.has(name)))), problems }
}

const typed = (written: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(written).map(([name, value]) => [
      name,
      scalar(value, own(settingProperties, name) as SettingProperty | undefined),
    ]),
  )

const scalar = (value: unknown, property: SettingProperty | undefined): unknown => {
  if (property?.type === 'integer' && typeof value === 'string' && /^-?\d{1,9}$/.test(value)) return Number(value)
  if (property?.type === 'boolean' && typeof value === 'string') return booleans.get(value) ?? value
  if (property?.type !== 'string') return value
  if (property['x-list'] && Array.isArray(value)) return value.every(isScalar) ? value.join(',') : value
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value
  // JSON has one kind of number: the YAML scalar 2.0 arrives as 2
  return typeof text === 'string' && property.enum?.includes(`${text}.0`) ? `${text}.0` : text
}

const booleans = new Map([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
])

/** Whether a value is one that anybody may write: the default, or right for a setting with few or only short values. */
export const isFromFixedSet = (name: string, value: unknown): boolean => {
  const property = own(settingProperties, name) as SettingProperty | undefined
  if (property === undefined) return false
  const found = scalar(value, property)
  if (found === property.default || typeof found === 'boolean') return true
  const { minimum = Number.NaN, maximum = Number.NaN } = property
  return typeof found === 'number'
    ? found >= minimum && found <= maximum
    : typeof found === 'string' && (property.enum ?? []).includes(found)
}
