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

/** The spellings of a value in a template: as its schema has it, as YAML may read or write it, and by reference. */
const written = (name: SettingName, property: Property): Json => ({
  title: property.title,
  description: property.description,
  ...('default' in property && { default: property.default }),
  anyOf: [
    { $ref: `settings.schema.json#/properties/${name}` },
    ...(property.type === 'integer' ? [{ $ref: '#/definitions/integerText' }] : []),
    ...(property.type === 'boolean' ? [{ $ref: '#/definitions/booleanText' }] : []),
    ...(property['x-unquoted'] ? [property['x-unquoted']] : []),
    { $ref: '#/definitions/parameter' },
  ],
})
