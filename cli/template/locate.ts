import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap } from 'yaml'
import type { Path } from '../../schema/problem.ts'
import { anchoredNodes } from './anchors.ts'
import { intrinsicName } from './short-tags.ts'

/** Both count from 1. */
export type Position = { line: number; column: number }

/**
 * Where a path of the long form stands in the text: the key of a map's entry, the entry of a list; where the path goes
 * on beyond what is written, the last of it that is.
 */
export type Locate = (path: Path) => Position

export const createLocate = (document: Document, at: (offset: number) => Position): Locate => {
  let anchored: ReturnType<typeof anchoredNodes> | undefined
  const indexes = new WeakMap<Node, ReadonlyMap<string, Pair>>()

  const target = (node: unknown): unknown => {
    anchored ??= anchoredNodes(document)
    return anchored.get(node as Alias)
  }

  const indexOf = (map: YAMLMap): ReadonlyMap<string, Pair> => {
    const found = indexes.get(map) ?? new Map((map.items as Pair[]).map(pair => [nameOf(pair.key), pair]))
    indexes.set(map, found)
    return found
  }

  const offsetOf = ({ node, isUntagged }: Place, path: Path, found: number, depth: number): number => {
    const [key, ...rest] = path
    if (key === undefined || depth > maxDepth) return found
    if (isAlias(node)) return offsetOf({ node: target(node) }, path, found, depth + 1)
    const next = entryOf(node, String(key), isUntagged)
    return next ? offsetOf(next.place, rest, next.offset ?? found, depth + 1) : found
  }

  const entryOf = (node: unknown, key: string, isUntagged = false): Step | undefined => {
    const name = node && !isUntagged ? intrinsicName(node as Node) : undefined
    // the long form has a key that the short form writes as a tag
    if (name === key) return { place: { node, isUntagged: true }, offset: (node as Node).range?.[0] }
    if (isSeq(node)) return step(node.items[Number(key)] as Node, node.items[Number(key)])
    if (!isMap(node)) return undefined
    const index = indexOf(node as YAMLMap)
    const pair = index.get(key)
    if (pair) return step(pair.key, pair.value)
    // what is not written here is where the file of an include is
    return merged(index.get('<<')?.value, key) ?? step(index.get('Fn::Transform')?.key, null)
  }

  const merged = (value: unknown, key: string): Step | undefined => {
    for (const source of isSeq(value) ? value.items : [value]) {
      const found = source ? entryOf(isAlias(source) ? target(source) : source, key) : undefined
      if (found) return found
    }
    return undefined
  }

  return path => at(offsetOf({ node: document.contents }, path, 0, 0))
}

/** Deeper than any template; aliases may run in circles. */
const maxDepth = 500

type Pair = { key: Node; value: Node | null }
/** A node, or what stands behind its tag. */
type Place = { node: unknown; isUntagged?: boolean }
type Step = { place: Place; offset?: number | undefined }

const nameOf = (key: Node): string => (isScalar(key) ? String((key as Scalar).value) : '')

const step = (marker: Node | undefined, node: unknown): Step | undefined =>
  marker && { place: { node }, offset: marker.range?.[0] }
