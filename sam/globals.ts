import { dig, isMap, type JsonMap, own } from '../schema/json.ts'
import { isIntrinsic, type WebFunction } from './template.ts'

/**
 * A property as SAM sees it after its Globals merge: maps are merged key by key, lists concatenated, anything else is
 * the function's own where it has one. Undefined where neither has it.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
 */
export const effective = (template: JsonMap, { resource, properties }: WebFunction, property: string): unknown => {
  const local = own(properties, property)
  const global = ignores(resource, property) ? undefined : dig(template, 'Globals', 'Function', property)
  return Object.hasOwn(properties, property) ? merge(global, local) : global
}

const ignores = (resource: JsonMap, property: string): boolean => {
  const ignored = own(resource, 'IgnoreGlobals')
  return ignored === '*' || (Array.isArray(ignored) && ignored.includes(property))
}

/** SAM's merge of a global value with a local one; undefined means that there is no global value. */
export const merge = (global: unknown, local: unknown): unknown => {
  if (Array.isArray(global) && Array.isArray(local)) return [...global, ...local]
  if (!isPlainMap(global) || !isPlainMap(local)) return local
  const merged = Object.entries(local).map(([key, value]) => [key, merge(own(global, key), value)] as const)
  return { ...global, ...Object.fromEntries(merged) }
}

/** A map that SAM merges; an intrinsic function counts as one value. */
export const isPlainMap = (value: unknown): value is JsonMap => isMap(value) && !isIntrinsic(value)
