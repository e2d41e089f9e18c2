import { dig, type JsonMap, own } from '../schema/json.ts'
import { isIntrinsic } from './template.ts'

/** What SAM itself can resolve in a template before deployment. */
export type Known = { parameters: JsonMap; region?: unknown; mappings: unknown }

/** The value that SAM would see: a Ref to a parameter or the Region, or a Fn::FindInMap of such, resolved; all else as it is. */
export const resolve = (value: unknown, known: Known): unknown => {
  if (!isIntrinsic(value)) return value
  const parameter = value.Ref
  if (typeof parameter === 'string' && Object.hasOwn(known.parameters, parameter)) return known.parameters[parameter]
  if (parameter === 'AWS::Region' && typeof known.region === 'string') return known.region
  const lookup = value['Fn::FindInMap']
  if (!Array.isArray(lookup) || lookup.length !== 3) return value
  const keys = lookup.map(key => resolve(key, known))
  const found = keys.every(key => typeof key === 'string') ? dig(known.mappings, ...keys) : undefined
  return found === undefined ? value : found
}

/** The name of the parameter, pseudo parameter or resource that a Ref names. */
export const refName = (value: unknown): string | undefined => {
  const name = isIntrinsic(value) ? own(value, 'Ref') : undefined
  return typeof name === 'string' ? name : undefined
}
