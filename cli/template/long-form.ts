import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type Node, type Scalar } from 'yaml'
import { isMap as isJsonMap } from '../../schema/json.ts'
import { anchoredNodes } from './anchors.ts'
import { plainValue } from './scalar.ts'
import { intrinsicName, intrinsicValue } from './short-tags.ts'

export type Remark = { node: Node; message: string }

/** The tree of nodes → plain values. `fatal`: why it is not a template. Aliases are followed as far as possible. */
export const longForm = (document: Document): { value: unknown; findings: Remark[]; fatal: Remark[] } => {
  const findings: Remark[] = []
  const fatal: Remark[] = []
  const anchored = anchoredNodes(document)
  const open = new Set<Node>()
  let count = 0

  const read = (node: Node | null | undefined): unknown => {
    if (!node) return null
    if (open.has(node) || open.size > maxDepth || ++count > maxNodes) {
      if (fatal.length === 0) fatal.push({ node, message: 'aliases repeat or nest more than a template can hold' })
      return null
    }
    open.add(node)
    const value = isAlias(node) ? read(targetOf(node)) : tagged(node)
    open.delete(node)
    return value
  }

  const targetOf = (alias: Alias): Node | undefined => {
    const target = anchored.get(alias)
    if (!target) fatal.push({ node: alias, message: `*${alias.source} names no anchor` })
    return target
  }

  const tagged = (node: Node): unknown => {
    const name = intrinsicName(node)
    const value = isMap(node) ? mapOf(node) : isSeq(node) ? node.items.map(item => read(item as Node)) : scalar(node)
    return name ? { [name]: intrinsicValue(name, value) } : value
  }

  const mapOf = (map: { items: { key: unknown; value: unknown }[] }): Record<string, unknown> => {
    const entries = new Map<string, unknown>()
    const merged: [string, unknown][][] = []
    for (const { key, value } of map.items as { key: Node; value: Node | null }[]) {
      if (isMergeKey(key)) {
        const source = read(value)
        if (!isMergeable(source)) fatal.push({ node: key, message: '<< has neither a map nor a list of maps' })
        merged.push(entriesOf(source))
        continue
      }
      if (!isScalar(key) || intrinsicName(key)) fatal.push({ node: key, message: 'a key is not text' })
      else if (key.source === '' && key.type === 'PLAIN') fatal.push({ node: key, message: 'a key is empty' })
      // account ids and `on` are fine as keys just as they are written
      const name = isScalar(key) ? String(key.value) : ''
      if (entries.has(name)) findings.push({ node: key, message: `${name} is written twice; the last one counts` })
      entries.set(name, read(value))
    }
    return Object.fromEntries([...merged.toReversed().flat(), ...entries])
  }

  return { value: read(document.contents), findings, fatal }
}

/** More than a 1 MB template can have without aliases. */
const maxNodes = 300_000
const maxDepth = 1000

const scalar = (node: Node): unknown => {
  const { type, value: resolved, source, tag } = node as Scalar
  const value = typeof resolved === 'string' ? resolved : (source ?? '')
  if (tag && !tag.startsWith('tag:yaml.org,2002:')) return value
  return tag ? (tag.endsWith(':str') ? value : plainValue(value)) : type === 'PLAIN' ? plainValue(value) : value
}

/** `<<: *base`, or a list of them. CloudFormation itself refuses it, the AWS CLI and SAM's resolve it before upload. */
const isMergeKey = (key: unknown): boolean => isScalar(key) && key.type === 'PLAIN' && key.value === '<<'

const isMergeable = (source: unknown): boolean => [source].flat().every(isJsonMap)

/** The entries of an earlier map in the list come last, as they win. */
const entriesOf = (value: unknown): [string, unknown][] =>
  [value]
    .flat()
    .toReversed()
    .flatMap(source => (typeof source === 'object' && source !== null ? Object.entries(source) : []))
