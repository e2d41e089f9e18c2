import { expected } from '../../schema/sentence.ts'
import type { SettingName } from '../../schema/settings.ts'
import { settingNames } from '../../schema/settings.ts'
import { type Property, properties } from './property.ts'

type Json = Record<string, unknown>
type Definitions = { definitions: { settings: object; settingsOfFunction: object } }

/** template.schema.json with every setting in both of its places: the Transform's parameters and a function's Metadata. */
export const templateSchema = (schema: Definitions): object => {
  const { settings, settingsOfFunction } = schema.definitions
  return {
    ...schema,
    definitions: {
      ...schema.definitions,
      settings: { ...settings, properties: forEach(name => written(name, properties[name])) },
      settingsOfFunction: {
        ...settingsOfFunction,
        properties: {
          ...forEach(name => ({ $ref: `#/definitions/settings/properties/${name}` })),
          IgnoreChecks: { $ref: '#/definitions/ignoreChecks' },
        },
      },
    },
  }
}

const forEach = (define: (name: SettingName) => Json): Json =>
  Object.fromEntries(settingNames.map(name => [name, define(name)]))

/**
 * The spellings of a value in a template: as its schema has it, as YAML may read or write it, and by reference. All in
 * one, as each keyword is for values of one type: of several that match, editors show the description several times. To
 * the YAML language server `!Ref Stage` is the text `Stage`, so the name of a parameter is valid everywhere.
 */
const written = (name: SettingName, property: Property): Json => {
  const { title, description, type, minimum, maximum, 'x-unquoted': unquoted, 'x-list': isList } = property
  return {
    title,
    description,
    ...('default' in property && { default: property.default }),
    examples: property.enum ?? property.examples,
    type: [...new Set([type, ...(unquoted ? [unquoted.type] : []), 'string', 'object', ...(isList ? ['array'] : [])])],
    ...(minimum !== undefined && { minimum, maximum }),
    ...(unquoted && { minimum: unquoted.minimum, maximum: unquoted.maximum }),
    ...(isList && { items: { type: ['integer', 'string'] } }),
    pattern: `${textOf(property)}|${parameterName(property)}`,
    patternErrorMessage: `${name} is something else; expected ${expected(property)}, or a !Ref to a parameter.`,
    properties: { Ref: { type: 'string' } },
    required: ['Ref'],
    additionalProperties: false,
  }
}

/** A value as text: an integer or a boolean may be quoted. */
const textOf = ({ type, enum: values, pattern }: Property): string => {
  if (values) return `^(${values.map(value => value.replaceAll('.', '\\.')).join('|')})$`
  if (type === 'integer') return '^-?[0-9]{1,9}$'
  return pattern ?? '^(true|True|false|False)$'
}

/** No value of a list in other letters, which is a mistake more often than the name of a parameter. */
const parameterName = ({ enum: values = [] }: Property): string => {
  const anyCase = (value: string) =>
    value.replace(/[a-z]/gi, letter => `[${letter.toUpperCase()}${letter.toLowerCase()}]`)
  const words = values.filter(value => /^[a-z]+$/i.test(value)).map(anyCase)
  return `^${words.length > 0 ? `(?!(${words.join('|')})$)` : ''}[A-Za-z][A-Za-z0-9]{0,254}$`
}
