import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  Pair,
  Scalar,
  type ToStringOptions,
  visit,
  YAMLMap,
} from 'yaml'
import { isIntrinsic } from '../../sam/template.ts'
import { transformsOf } from '../../sam/transform-section.ts'
import { isMap as isJsonMap, type JsonMap } from '../../schema/json.ts'
import { macroName } from '../macro/macro-event.ts'
import { isMergeKey } from '../template/long-form.ts'
import { changesOf } from './changes.ts'
import type { Preview } from './preview.ts'
import { shortForm } from './short-form.ts'

/**
 * The transformed template by way of its tree of nodes, which keeps comments and order but not every space. What is
 * written somewhere else, by an alias or a merge key, is copied to its place first.
 */
export const edited = ({ template, plans }: Preview): string => {
  const document = template.document.clone()
  for (const { path, added } of changesOf(plans)) addAt(document, path, added)
  dropTransform(document, transformsOf(template.value).indexOf(macroName))
  return document.toString(habits(template.text))
}

const dropTransform = ({ contents }: Document, index: number): void => {
  if (index < 0 || !isMap(contents)) return
  const map = contents as YAMLMap
  const pair = pairOf(map, 'Transform')
  if (isSeq(pair?.value) && pair.value.items.length > 1) pair.value.items.splice(index, 1)
  else map.items = map.items.filter(other => other !== pair)
}

/** How the author indents lists and pads braces. */
const habits = (text: string): ToStringOptions => ({
  lineWidth: 0,
  indent: Math.max(2, text.match(/^ +(?=[^ #\n])/m)?.[0].length ?? 2),
  indentSeq: !/^( *)[^\s#-].*:[ ]*\n\1- /m.test(text),
  flowCollectionPadding: /\{ [^\s}]/.test(text),
})

/** Merges additions into the map at a path, behind what stands there. */
const addAt = (document: Document, path: readonly string[], additions: JsonMap): void => {
  const map = path.reduce<unknown>(
    (node, key) => (node ? entry(document, node as Node, key) : undefined),
    document.contents,
  )
  if (isMap(map)) addTo(document, map as YAMLMap, additions)
}

const addTo = (document: Document, map: YAMLMap, additions: JsonMap): void => {
  for (const [key, value] of Object.entries(additions)) {
    const there = isPlain(value) || Array.isArray(value) ? entry(document, map, key) : undefined
    if (isMap(there) && isPlain(value)) addTo(document, there as YAMLMap, value)
    else if (isSeq(there) && Array.isArray(value)) there.items.push(...value.map(shortForm))
    else map.items.push(new Pair(new Scalar(key), shortForm(value)))
  }
}

const isPlain = (value: unknown): value is JsonMap => isJsonMap(value) && !isIntrinsic(value)

/** The node behind a key, with a copy of its own where it was shared, and a map where there was nothing. */
const entry = (document: Document, node: Node, key: string): Node | undefined => {
  if (isSeq(node)) {
    const index = Number(key)
    node.items[index] = unshared(document, node.items[index])
    return node.items[index] as Node
  }
  if (!isMap(node)) return undefined
  const pair = pairOf(node as YAMLMap, key) ?? merged(document, node as YAMLMap, key)
  if (!pair) return undefined
  const value = unshared(document, pair.value)
  pair.value = isScalar(value) && value.value === '' ? new YAMLMap() : value
  return pair.value as Node
}

const pairOf = (map: YAMLMap, key: string): Pair | undefined =>
  map.items.findLast(pair => isScalar(pair.key) && String(pair.key.value) === key)

/** `<<: *base`: the entry of the base, copied into the map itself. */
const merged = (document: Document, map: YAMLMap, key: string): Pair | undefined => {
  const sources = map.items
    .filter(pair => isMergeKey(pair.key))
    .flatMap(pair => (isSeq(pair.value) ? pair.value.items : [pair.value]))
  for (const source of sources) {
    const base = isAlias(source) ? source.resolve(document) : source
    const found = isMap(base) ? (pairOf(base as YAMLMap, key) ?? merged(document, base as YAMLMap, key)) : undefined
    if (!found) continue
    const copy = new Pair(new Scalar(key), copyOf(found.value))
    map.items.push(copy)
    return copy
  }
  return undefined
}

const unshared = (document: Document, node: unknown): unknown => (isAlias(node) ? copyOf(node.resolve(document)) : node)

const copyOf = (node: unknown): unknown => {
  if (!isNode(node)) return node
  const copy = node.clone() as Node
  visit(copy, { Node: (_, inner) => void delete (inner as { anchor?: string }).anchor })
  return copy
}
