import { isMap, type JsonMap, own } from '../schema/json.ts'
import { canonicalOnce, sorted } from './canonical.ts'
import { effective } from './globals.ts'
import { isNoValue, resolve } from './intrinsics.ts'
import type { Known } from './known.ts'
import type { Template, WebFunction } from './template.ts'

/**
 * The properties of an AWS::Serverless::Function that Lambda keeps with a version: what UpdateFunctionCode and
 * UpdateFunctionConfiguration take, except for the Description, by SAM's names. As of 2026-11.
 * https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html
 * https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html
 */
export const versionProperties: readonly string[] = [
  'CodeUri',
  'ImageUri',
  'InlineCode',
  'PackageType',
  'SourceKMSKeyArn',
  'Handler',
  'Runtime',
  'Architectures',
  'MemorySize',
  'Timeout',
  'Environment',
  'Layers',
  'VpcConfig',
  'Role',
  'DeadLetterQueue',
  'Tracing',
  'KmsKeyArn',
  'FileSystemConfigs',
  'ImageConfig',
  'EphemeralStorage',
  'SnapStart',
  'LoggingConfig',
  'DurableConfig',
  'CapacityProviderConfig',
]

/** Those of them that are in effect for a function. */
export const versionPropertiesOf = (template: Template, web: WebFunction): string[] =>
  versionProperties.filter(property => effective(template, web, property) !== undefined)

/**
 * What a version of a function would hold, as far as a template says: each property in effect with its values resolved,
 * and the properties of the layers that the same template makes. Values that mean the same are the same: a scalar is its
 * text, keys are sorted, `A.B` of Fn::GetAtt is a list. What is not known before deployment stays as it is written.
 *
 * Values of NoEcho parameters are left out, since a hash of a secret tells something about it. So are values of SSM
 * parameters: a macro sees only their names.
 */
export const versionContents = (template: Template, web: WebFunction, known: Known): JsonMap => {
  const properties = versionPropertiesOf(template, web)
    .map(property => [property, canonicalOnce(effective(template, web, property), known)] as const)
    .filter(([, value]) => !isNoValue(value))
  const layers = layersOf(template, web, known).map(layer => canonicalOnce(layer, known))
  return sorted({ properties: Object.fromEntries(properties), layers })
}

/** The properties of each layer of a function that the same template makes. */
export const layersOf = (template: Template, web: WebFunction, known: Known): unknown[] =>
  [...new Set(namesIn(resolve(effective(template, web, 'Layers'), known)))].flatMap(name => {
    const resource = own(template.Resources, name)
    return isMap(resource) ? [resource.Properties] : []
  })

/** What a value may refer to by Ref, Fn::GetAtt and Fn::Sub, on both sides of an Fn::If that is not known. */
const namesIn = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(namesIn)
  if (!isMap(value)) return []
  return Object.entries(value).flatMap(([key, entry]) => {
    const [first] = [entry].flat()
    const text = typeof first === 'string' ? first : ''
    if (key === 'Ref') return [text]
    if (key === 'Fn::GetAtt') return text.split('.', 1)
    const names = key === 'Fn::Sub' ? Array.from(text.matchAll(/\$\{([^{}]*)\}/g), ([, name = '']) => name) : []
    return [...names, ...namesIn(entry)]
  })
}
