import { isMap, type JsonMap, own, textOf } from '../schema/json.ts'
import { resolve } from './intrinsics.ts'
import type { Known } from './known.ts'
import { isIntrinsic } from './template.ts'

/**
 * A value resolved as far as it is known, in one spelling: a scalar is its text, keys are sorted, `A.B` of Fn::GetAtt is a
 * list. Made once for each map or list, since layers, and what stands in Globals, belong to many functions.
 */
export const canonicalOnce = (value: unknown, known: Known): unknown => {
  if (typeof value !== 'object' || value === null) return canonical(value, known)
  const before = made.get(known) ?? new WeakMap<object, unknown>()
  made.set(known, before)
  if (!before.has(value)) before.set(value, canonical(value, known))
  return before.get(value)
}

const made = new WeakMap<Known, WeakMap<object, unknown>>()

const canonical = (value: unknown, known: Known): unknown => canonicalOf(resolve(value, known), known)

/** @param found is resolved already: to do so on each level would take the square of the time */
const canonicalOf = (found: unknown, known: Known): unknown => {
  if (Array.isArray(found)) return found.map(entry => canonicalOf(entry, known))
  if (!isMap(found)) return found === null || found === undefined ? null : textOf(found)
  if (isIntrinsic(found)) return partlyKnown(found, known)
  return sorted(Object.fromEntries(Object.entries(found).map(([key, entry]) => [key, canonicalOf(entry, known)])))
}

/** An intrinsic function whose value is not known, with all of it that is. */
const partlyKnown = (value: JsonMap, known: Known): JsonMap => {
  const [name = '', argument] = Object.entries(value)[0] ?? []
  if (name === 'Fn::Sub') return { [name]: substituted(argument, known) }
  if (name === 'Fn::GetAtt') return { [name]: attributeOf(argument) }
  if (name === 'Fn::FindInMap' && Array.isArray(argument)) {
    // any value of the map may be meant
    const map = typeof argument[0] === 'string' ? own(known.mappings, argument[0]) : undefined
    return { [name]: [...argument.map(entry => canonical(entry, known)), canonical(map, known)] }
  }
  return { [name]: canonical(argument, known) }
}

/** `Nested.Outputs.Url` is `[Nested, Outputs.Url]`. */
const attributeOf = (argument: unknown): unknown => {
  if (typeof argument !== 'string') return argument
  const [logicalId, ...attribute] = argument.split('.')
  return [logicalId, attribute.join('.')]
}

const substituted = (argument: unknown, known: Known): unknown => {
  const [text, variables] = [argument].flat()
  if (typeof text !== 'string') return canonical(argument, known)
  const replaced = text.replace(/\$\{([^{}!]*)\}/g, (written, name: string) => {
    const isVariable = own(variables, name) !== undefined
    const found = isVariable ? undefined : resolve({ Ref: name }, known)
    return found === undefined || typeof found === 'object' ? written : textOf(found)
  })
  return isMap(variables) ? [replaced, canonical(variables, known)] : replaced
}

export const sorted = (map: JsonMap): JsonMap =>
  Object.fromEntries(Object.entries(map).sort(([one], [other]) => (one < other ? -1 : 1)))
