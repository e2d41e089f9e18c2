import { Document, isSeq, visit } from 'yaml'
import { environmentName } from '../../schema/environment.ts'
import { expected } from '../../schema/sentence.ts'
import { settingNames } from '../../schema/settings.ts'
import { type Property, properties } from './property.ts'

/** The parameters of template.yaml that set defaults for all templates, in YAML. */
export const parameters = (): string =>
  yaml(Object.fromEntries(settingNames.map(name => [name, parameter(properties[name])])), 1)

/** Where the console shows them. */
export const parameterGroups = (): string =>
  yaml(
    Object.entries(labels).map(([group, label]) => ({
      Label: { default: label },
      Parameters: settingNames.filter(name => properties[name]['x-group'] === group),
    })),
    3,
  )

/** The variables that pass them to a function. */
export const variables = (): string =>
  settingNames.map(name => `          ${environmentName(name)}: !Ref ${name}`).join('\n')

const labels = {
  request: 'The request of a health check where a template does not set it',
  health: 'What counts as healthy where a template does not set it',
  deployment: 'How traffic shifts where a template does not set it',
}

const parameter = (property: Property): Record<string, unknown> => ({
  Type: property.type === 'integer' ? 'Number' : 'String',
  Default: property.type === 'boolean' ? String(property.default) : (property.default ?? ''),
  ...(property.type === 'boolean' && { AllowedValues: ['true', 'false'] }),
  ...(property.enum && { AllowedValues: property.enum }),
  ...(property.pattern && patternOf(property, property.pattern)),
  ...(property.minimum !== undefined && { MinValue: property.minimum }),
  ...(property.maximum !== undefined && { MaxValue: property.maximum }),
  Description: `${property.title}. ${property.description}`,
})

/** A setting without a default is one that a stack may leave empty. */
const patternOf = (property: Property, pattern: string) =>
  'default' in property
    ? { AllowedPattern: pattern, ConstraintDescription: `must be ${expected(property)}` }
    : {
        AllowedPattern: pattern.replace(/^\^(.*)\$$/, '^($1)?$$'),
        ConstraintDescription: `must be ${expected(property)}, or empty`,
      }

const yaml = (value: unknown, depth: number): string => {
  const document = new Document(value)
  visit(document, {
    Pair: (_, { value }) => {
      if (isSeq(value)) value.flow = String(value).length < 100
    },
  })
  return document.toString({ lineWidth: 0, flowCollectionPadding: false }).trimEnd().replace(/^/gm, '  '.repeat(depth))
}
