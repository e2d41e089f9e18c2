import {
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import { isIntrinsic } from '../../sam/template.ts'
import { isMap as isJsonMap, type JsonMap } from '../../schema/json.ts'
import { dump } from './short-form.ts'

/** A range of text and its replacement. */
export type Splice = { from: number; to: number; text: string }

export const applied = (text: string, splices: Splice[]): string =>
  splices
    .toSorted((a, b) => b.from - a.from)
    .reduce((result, { from, to, text }) => result.slice(0, from) + text + result.slice(to), text)

/** New lines at the end of block maps and lists, nothing else changes; undefined if something is written in another form. */
export const insertions = (
  text: string,
  root: unknown,
  path: readonly string[],
  added: JsonMap,
): Splice[] | undefined => {
  const map = path.reduce<unknown>(
    (node, key) =>
      isSeq(node) ? node.items[Number(key)] : isMap(node) ? pairOf(node as YAMLMap, key)?.value : undefined,
    root,
  )
  return isBlock(map) && isMap(map) ? intoMap(text, map as YAMLMap, added) : undefined
}

const intoMap = (text: string, map: YAMLMap, added: JsonMap): Splice[] | undefined => {
  const here: JsonMap = {}
  const inner: Splice[] = []
  for (const [key, value] of Object.entries(added)) {
    const there = pairOf(map, key)?.value
    if (!there) here[key] = value
    else {
      const splices = into(text, there, value)
      if (!splices) return undefined
      inner.push(...splices)
    }
  }
  if (Object.keys(here).length === 0) return inner
  const outer = atEnd(text, map, dump(here))
  // of two edits at the same place, apply the first one last
  return outer && [outer, ...inner]
}

const into = (text: string, there: Node, value: unknown): Splice[] | undefined => {
  if (!isBlock(there)) return undefined
  if (isMap(there)) return isJsonMap(value) && !isIntrinsic(value) ? intoMap(text, there as YAMLMap, value) : undefined
  const splice = Array.isArray(value) ? atEnd(text, there, dump(value)) : undefined
  return splice && [splice]
}

const atEnd = (text: string, node: YAMLMap | YAMLSeq, lines: string): Splice | undefined => {
  const indent = indentOf(text, node)
  if (indent === undefined) return undefined
  const at = lineEnd(text, endOf(node))
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  const indented = lines.trimEnd().replace(/^/gm, indent).replaceAll('\n', newline)
  return { from: at, to: at, text: indented + newline }
}

/** The entry of the Transform section at an index, or all of the section where it is the only one. */
export const withoutTransform = (text: string, root: unknown, index: number): Splice | undefined => {
  const pair = isMap(root) ? pairOf(root as YAMLMap, 'Transform') : undefined
  if (!pair) return undefined
  const { value } = pair
  if (!isSeq(value) || value.items.length < 2)
    return { from: startOf(pair.key), to: lineEnd(text, endOf(pair)), text: '' }
  const [entry, next] = [value.items[index], value.items[index + 1]]
  if (value.flow) return next ? { from: startOf(entry), to: startOf(next), text: '' } : undefined
  return { from: text.lastIndexOf('\n', startOf(entry)) + 1, to: lineEnd(text, endOf(entry)), text: '' }
}

const pairOf = (map: YAMLMap, key: string): Pair<Node, Node | null> | undefined =>
  map.items.findLast(pair => isScalar(pair.key) && String(pair.key.value) === key) as
    | Pair<Node, Node | null>
    | undefined

const isBlock = (node: unknown): node is YAMLMap | YAMLSeq => isCollection(node) && !node.flow && node.items.length > 0

const startOf = (node: unknown): number => (node as Node | undefined)?.range?.[0] ?? 0

/** Where the last scalar or flow collection within ends. */
const endOf = (node: unknown): number => {
  if (isPair(node)) return endOf(isEmpty(node.value) ? node.key : node.value)
  if (isCollection(node) && !node.flow && node.items.length > 0) return endOf(node.items.at(-1))
  return (node as Node | undefined)?.range?.[1] ?? 0
}

const isEmpty = (node: unknown): boolean => !node || (isScalar(node) && (node as Scalar).source === '')

/** The start of the next line. A block scalar ends there already, perhaps with empty lines that are not its own. */
const lineEnd = (text: string, offset: number): number => {
  if (text[offset - 1] === '\n') return offset - (text.slice(0, offset).match(/(?<=\n)(\r?\n)+$/)?.[0].length ?? 0)
  const next = text.indexOf('\n', offset)
  return next < 0 ? text.length : next + 1
}

/** What stands before the first key, or before the dash of the first entry. */
const indentOf = (text: string, node: YAMLMap | YAMLSeq): string | undefined => {
  const start = isMap(node) ? startOf((node as YAMLMap).items[0]?.key) : startOf(node)
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start)
  return /^ *$/.test(before) ? before : undefined
}
