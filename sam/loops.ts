import { type JsonMap, own } from '../schema/json.ts'
import { resolveAsSam } from './intrinsics.ts'
import type { Known } from './known.ts'
import { isLoop } from './template.ts'

/**
 * A text of a resource after CloudFormation has unrolled the loops around that resource: one text per turn, or the text
 * itself if there is no loop or its collection cannot be resolved before deployment.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-foreach.html
 *
 * @param path the keys of the resource below Resources
 */
export const unrolled = (text: string, path: string[], resources: JsonMap, known: Known): string[] =>
  loopsAround(path, resources).reduce(
    (texts, { variable, collection }) => {
      const values = valuesOf(resolveAsSam(collection, known))
      return values ? texts.flatMap(text => values.map(value => turn(text, variable, value))) : texts
    },
    [text],
  )

type Loop = { variable: string; collection: unknown }

const loopsAround = ([key = '', , ...rest]: string[], resources: JsonMap): Loop[] => {
  const loop = own(resources, key)
  if (!isLoop(key, loop)) return []
  const [variable, collection, body] = loop
  return [...(typeof variable === 'string' ? [{ variable, collection }] : []), ...loopsAround(rest, body)]
}

/** A parameter that is a list may come as its text. */
const valuesOf = (collection: unknown): string[] | undefined => {
  const values = typeof collection === 'string' ? collection.split(',').map(value => value.trim()) : collection
  return Array.isArray(values) && values.every(value => typeof value === 'string') ? values : undefined
}

const turn = (text: string, variable: string, value: string): string =>
  text.replaceAll(`\${${variable}}`, () => value).replaceAll(`&{${variable}}`, () => value.replace(/[^A-Za-z0-9]/g, ''))
