import { isSecret } from '../../sam/parameters.ts'
import { isMap, type JsonMap, own, textOf } from '../../schema/json.ts'
import { didYouMean, oneOf, shown } from '../../schema/sentence.ts'
import { UserError } from '../command-line/user-error.ts'

/** Values of template parameters by name, as given on the command line. */
export type Overrides = Record<string, string>

/**
 * SAM's two spellings, in any mix and order: `Stage=prod Size=2` and
 * `ParameterKey=Stage,ParameterValue=prod`; values may be quoted.
 */
export const parseOverrides = (words: readonly string[]): Overrides =>
  Object.fromEntries(words.flatMap(split).map(parseOverride))

/** Spaces separate entries, except within quotes: one shell word may hold several entries. */
const split = (text: string): string[] => text.match(/(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])+/g) ?? []

const parseOverride = (entry: string, index: number): [string, string] => {
  const [, key, value] =
    entry.match(/^ParameterKey=([^,]+),ParameterValue=(.*)$/s) ?? entry.match(/^([A-Za-z0-9]+)=(.*)$/s) ?? []
  if (key === undefined || value === undefined || key === 'ParameterKey' || key === 'ParameterValue')
    throw new UserError(
      `--parameter-overrides has ${withoutValue(entry)} as entry ${index + 1}; expected Name=value or ParameterKey=Name,ParameterValue=value.`,
    )
  return [unquoted(key), unquoted(value)]
}

/** The value may be a secret, and so may a word that its author did not quote together with the one before. */
const withoutValue = (entry: string): string => {
  const [name, ...value] = entry.split('=')
  return value.length > 0 ? `${name}=…` : 'a word without ='
}

const unquoted = (text: string): string =>
  /^".*"$|^'.*'$/s.test(text) ? text.slice(1, -1).replace(/\\(["\\])/g, '$1') : text

/** Names among the overrides that the template does not declare, each with a sentence. */
export const unknownOverrides = (template: JsonMap, overrides: Overrides): string[] => {
  const known = Object.keys(declared(template))
  return Object.keys(overrides)
    .filter(name => !known.includes(name))
    .map(name =>
      known.length > 0
        ? `Parameters.${name} is not in the template; ${didYouMean(name, known)}`
        : `Parameters.${name} is not in the template, which has no Parameters.`,
    )
}

/**
 * What CloudFormation passes to a macro as templateParameterValues: the override, else the default, as text, a list for
 * list types. A parameter with neither is left out. Throws a {@link UserError} if an override is not in AllowedValues.
 */
export const parameterValues = (template: JsonMap, overrides: Overrides): JsonMap => {
  const problems = Object.entries(declared(template)).flatMap(([name, parameter]) =>
    notAllowed(name, overrides, parameter),
  )
  if (problems.length > 0) throw new UserError(...problems)
  return Object.fromEntries(
    Object.entries(declared(template)).flatMap(([name, parameter]) => {
      const value = Object.hasOwn(overrides, name) ? overrides[name] : own(parameter, 'Default')
      return value === undefined || value === null ? [] : [[name, typed(value, own(parameter, 'Type'))]]
    }),
  )
}

const notAllowed = (name: string, overrides: Overrides, parameter: unknown): string[] => {
  const allowed = own(parameter, 'AllowedValues')
  if (!Object.hasOwn(overrides, name) || !Array.isArray(allowed)) return []
  const known = allowed.map(textOf)
  return [typed(overrides[name], own(parameter, 'Type'))]
    .flat()
    .filter(value => !known.includes(textOf(value)))
    .map(value => (isSecret(parameter) ? 'a value that is not shown' : shown(value)))
    .map(found => `--parameter-overrides ${name} is ${found}; expected ${oneOf(known)}.`)
}

const declared = (template: JsonMap): JsonMap => {
  const parameters = own(template, 'Parameters')
  return isMap(parameters) ? parameters : {}
}

const typed = (value: unknown, type: unknown): unknown => {
  if (Array.isArray(value)) return value.map(textOf)
  return type === 'CommaDelimitedList' || textOf(type).startsWith('List<')
    ? textOf(value)
        .split(',')
        .map(entry => entry.trim())
    : textOf(value)
}
