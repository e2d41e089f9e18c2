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
 * @param found how a message names the value of a key of `data` that it must not show
 */
export const sentences = (
  errors: ErrorObject[],
  subject: string,
  data: unknown,
  schema: object,
  found: Record<string, string> = {},
): string[] => [...new Set(errors.map(error => sentence(error, subject, data, schema, found)))]

const sentence = (
  error: ErrorObject,
  subject: string,
  data: unknown,
  schema: object,
  found: Record<string, string>,
): string => {
  const path = pointer(error.instancePath)
  const name = [subject, ...path].join('.')
  const parent = at(schema, pointer(decodeURIComponent(error.schemaPath)).slice(0, -1)) as Schema
  if (error.keyword === 'additionalProperties') {
    const key = String(error.params.additionalProperty)
    return `${name}.${key} is unknown; ${didYouMean(key, Object.keys(parent.properties ?? {}))}`
  }
  if (error.keyword === 'required') return `${name}.${error.params.missingProperty} is missing.`
  return `${name} is ${found[path.join('.')] ?? shown(at(data, path))}; expected ${expected(parent)}.`
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
export const oneOf = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`

/** The end of a sentence about a misspelt name: the closest of the known ones, or all of them where none is close. */
export const didYouMean = (name: string, known: readonly string[]): string => {
  const close = known
    .map(candidate => ({ candidate, distance: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= name.length / 2)
    .sort((a, b) => a.distance - b.distance)[0]
  return close ? `did you mean ${close.candidate}?` : `expected ${oneOf(known)}.`
}

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
