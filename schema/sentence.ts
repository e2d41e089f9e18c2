import type { ErrorObject } from 'ajv'
import leven from 'leven'

type Schema = {
  type?: string | string[]
  enum?: string[]
  minimum?: number
  maximum?: number
  properties?: Record<string, unknown>
  'x-expected'?: string
}

/**
 * One sentence for each of ajv's errors, in the form «subject.key is found; expected this.», in ajv's order.
 *
 * @param subject what the data is called where its author wrote it, such as `Site.Metadata.WebsiteHealthcheck`
 * @param schema the schema that `data` was validated against
 */
export const sentences = (errors: ErrorObject[], subject: string, data: unknown, schema: object): string[] =>
  faultsOf(errors, dotted(subject), data, schema).map(({ sentence }) => sentence)

/** One of ajv's errors: what kind it is, the keys of `data` that lead to it, and the sentence about it. */
export type SchemaFault = { kind: 'unknown' | 'missing' | 'invalid'; keys: string[]; sentence: string }

/** What a message calls the data itself (no keys), or a part of it. */
export type NameOf = (keys: readonly string[]) => string

/** `Site.Metadata.WebsiteHealthcheck`, and `Site.Metadata.WebsiteHealthcheck.Path` for a key of it. */
export const dotted =
  (subject: string): NameOf =>
  keys =>
    [subject, ...keys].join('.')

/**
 * One fault for each of ajv's errors, in ajv's order; several errors with the same sentence are one.
 *
 * @param schema the schema that `data` was validated against
 * @param found how a message names the value of a key of `data` that it must not show
 */
export const faultsOf = (
  errors: ErrorObject[],
  nameOf: NameOf,
  data: unknown,
  schema: object,
  found: Record<string, string> = {},
): SchemaFault[] => {
  const faults = errors.map(error => faultOf(error, nameOf, data, schema, found))
  return [...new Map(faults.map(fault => [fault.sentence, fault])).values()]
}

const faultOf = (
  error: ErrorObject,
  nameOf: NameOf,
  data: unknown,
  schema: object,
  found: Record<string, string>,
): SchemaFault => {
  const path = pointer(error.instancePath)
  const parent = at(schema, pointer(decodeURIComponent(error.schemaPath)).slice(0, -1)) as Schema
  if (error.keyword === 'additionalProperties') {
    const key = String(error.params.additionalProperty)
    const keys = [...path, key]
    const hint = didYouMean(key, Object.keys(parent.properties ?? {}))
    return { kind: 'unknown', keys, sentence: `${nameOf(keys)} is unknown; ${hint}` }
  }
  if (error.keyword === 'required') {
    const keys = [...path, String(error.params.missingProperty)]
    return { kind: 'missing', keys, sentence: `${nameOf(keys)} is missing.` }
  }
  const value = found[path.join('.')] ?? shown(at(data, path))
  return { kind: 'invalid', keys: path, sentence: `${nameOf(path)} is ${value}; expected ${expected(parent)}.` }
}

/** What a value of a property has to be, in words that follow «expected». */
export const expected = (schema: Schema): string => {
  if (schema['x-expected']) return schema['x-expected']
  if (schema.enum) return oneOf(schema.enum)
  if (schema.minimum !== undefined && schema.maximum !== undefined) return `${schema.minimum} to ${schema.maximum}`
  if (schema.type === 'boolean') return 'true or false'
  return schema.type ? oneOf([schema.type].flat().map(type => words[type] ?? type)) : 'something else'
}

const words: Record<string, string> = { object: 'a map', array: 'a list with at least one entry', string: 'a string' }

/** `a, b or c` */
export const oneOf = (names: readonly string[]): string => listed(names, 'or')

/** `a, b and c` */
export const allOf = (names: readonly string[]): string => listed(names, 'and')

const listed = (names: readonly string[], word: 'or' | 'and'): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1)}`

/** The end of a sentence about a misspelled name: the closest of the known ones, or all of them where none is close. */
export const didYouMean = (name: string, known: readonly string[]): string => {
  const closest = closestTo(name, known)
  return closest === undefined ? `expected ${oneOf(known)}.` : `did you mean ${closest}?`
}

/** The known name that a misspelled one was meant to be; undefined where none is close. */
export const closestTo = (name: string, known: readonly string[]): string | undefined =>
  (name.length > longestTypo ? [] : known)
    .map(candidate => ({ candidate, distance: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= name.length / 2)
    .sort((a, b) => a.distance - b.distance)[0]?.candidate

/** Counting edits takes time by the square of the length, and real typos are shorter. */
const longestTypo = 100

/** In edits; a name may also be cut short, as Timeout for TimeoutSeconds. */
const distance = (name: string, candidate: string): number =>
  Math.min(leven(name, candidate), 1 + leven(name, candidate.slice(0, name.length)))

/** A value as a message shows it: JSON, cut at 60 characters. */
export const shown = (value: unknown): string => {
  const text = typeof value === 'string' && plain.test(value) ? value : (JSON.stringify(value) ?? String(value))
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

const plain = /^[\w./:,+-]+$/

const pointer = (path: string): string[] =>
  path
    .split('/')
    .slice(1)
    .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'))

const at = (value: unknown, path: string[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value)
