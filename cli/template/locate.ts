import { type Document, isAlias, isMap, isScalar, isSeq, type Node } from 'yaml'
import type { Path } from '../../schema/problem.ts'
import { intrinsicName } from './short-tags.ts'

/** Both count from 1. */
export type Position = { line: number; column: number }

/**
 * Where a path of the long form stands in the text: the key of a map's entry, the entry of a list; where the path goes
 * on beyond what is written, the last of it that is.
 */
export type Locate = (path: Path) => Position

export const createLocate =
  (document: Document, at: (offset: number) => Position): Locate =>
  path =>
    at(offsetOf(document, document.contents, path, 0, 0))

const offsetOf = (document: Document, node: unknown, path: Path, found: number, depth: number): number => {
  const [key, ...rest] = path
  if (key === undefined || depth > maxDepth) return found
  if (isAlias(node)) return offsetOf(document, node.resolve(document), path, found, depth + 1)
  const step = entryOf(document, node, String(key))
  return step ? offsetOf(document, step.value, rest, step.offset ?? found, depth + 1) : found
}

/** Deeper than any template; aliases may run in circles. */
const maxDepth = 500

type Step = { value: unknown; offset?: number | undefined }

const entryOf = (document: Document, node: unknown, key: string): Step | undefined => {
  const name = node ? intrinsicName(node as Node) : undefined
  // the long form has a key that the short form writes as a tag
  if (name === key) return { value: untagged(node as Node), offset: (node as Node).range?.[0] }
  if (isSeq(node)) return step(node.items[Number(key)] as Node, node.items[Number(key)] as Node)
  if (!isMap(node)) return undefined
  const pairs = node.items as Pairs
  const pair = pairs.findLast(pair => isScalar(pair.key) && String(pair.key.value) === key)
  if (pair) return step(pair.key, pair.value)
  return mergedEntry(document, pairs, key) ?? includedEntry(pairs)
}

/** What is not written here is where the file of an include is. */
const includedEntry = (pairs: Pairs): Step | undefined => {
  const include = pairs.find(({ key }) => isScalar(key) && key.value === 'Fn::Transform')
  return include && { value: null, offset: include.key.range?.[0] }
}

type Pairs = { key: Node; value: Node }[]

const mergedEntry = (document: Document, pairs: Pairs, key: string): Step | undefined =>
  pairs
    .filter(pair => isScalar(pair.key) && pair.key.value === '<<')
    .flatMap(({ value }) => (isSeq(value) ? value.items : [value]))
    .map(source => entryOf(document, isAlias(source) ? source.resolve(document) : source, key))
    .find(found => found)

const step = (marker: Node | undefined, value: Node): Step | undefined => marker && { value, offset: marker.range?.[0] }

const untagged = (node: Node): Node => {
  const copy = node.clone() as Node & { tag?: string }
  delete copy.tag
  copy.range = node.range ?? null
  return copy
}
