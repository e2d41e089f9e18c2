import { type JsonMap, own } from '../schema/json.ts'
import type { Path } from '../schema/problem.ts'
import { resolveAsSam } from './intrinsics.ts'
import type { Known } from './known.ts'
import { isLoop } from './template.ts'

/**
 * A text of a resource after CloudFormation has unrolled the loops around that resource: one text per turn, or the text
 * itself if there is no loop, its collection cannot be resolved before deployment, or there are more than {@link maxTurns}.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-foreach.html
 *
 * @param path the keys of the resource below Resources
 */
export const unrolled = (text: string, path: string[], resources: JsonMap, known: Known): string[] =>
  loopsAround(path, resources).reduce(
    (texts, { variable, collection }) => {
      if (typeof variable !== 'string' || !text.includes(`{${variable}}`)) return texts
      const values = valuesOf(resolveAsSam(collection, known))
      if (!values || texts.length * values.length > maxTurns) return texts
      return texts.flatMap(text => values.map(value => turn(text, variable, value)))
    },
    [text],
  )

/** How often a resource stands in the stack: once for each turn of the loops around it, as far as those are known. */
export const turnsOf = (path: string[], resources: JsonMap, known: Known): number =>
  loopsAround(path, resources).reduce((turns, { collection }) => turns * countOf(collection, known), 1)

/** A stack has at most 500 resources. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
export const maxTurns = 500

/** The loops that would make more resources than a stack can have, by their paths in the template. */
export const endlessLoops = (resources: JsonMap, known: Known, path: Path = ['Resources'], turns = 1): Path[] =>
  Object.entries(resources).flatMap(([key, loop]) => {
    if (!isLoop(key, loop)) return []
    const [, collection, body] = loop
    const all = turns * countOf(collection, known)
    const here = [...path, key]
    const makesResources = Object.entries(body).some(([key, value]) => !isLoop(key, value))
    return makesResources && all > maxTurns ? [here] : endlessLoops(body, known, [...here, 2], all)
  })

const countOf = (collection: unknown, known: Known): number => valuesOf(resolveAsSam(collection, known))?.length ?? 1

type Loop = { variable: unknown; collection: unknown }

const loopsAround = ([key = '', , ...rest]: string[], resources: JsonMap): Loop[] => {
  const loop = own(resources, key)
  if (!isLoop(key, loop)) return []
  const [variable, collection, body] = loop
  return [{ variable, collection }, ...loopsAround(rest, body)]
}

/** A parameter that is a list may come as its text. */
const valuesOf = (collection: unknown): string[] | undefined => {
  const values = typeof collection === 'string' ? collection.split(',').map(value => value.trim()) : collection
  return Array.isArray(values) && values.every(value => typeof value === 'string') ? values : undefined
}

const turn = (text: string, variable: string, value: string): string =>
  text.replaceAll(`\${${variable}}`, () => value).replaceAll(`&{${variable}}`, () => value.replace(/[^A-Za-z0-9]/g, ''))
