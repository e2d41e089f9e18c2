import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
} from 'yaml'
import { intrinsicName, intrinsicValue } from './intrinsic.ts'
import { createLocate, type Locate, type Position } from './locate.ts'
import { plainValue } from './scalar.ts'

export type Finding = { position: Position; message: string }

/**
 * A YAML or JSON text as CloudFormation reads it. `value` is in long form (`!Sub x` is `{ "Fn::Sub": "x" }`) and only
 * to be used where there are no `errors`; `document` is the text with its comments.
 */
export type Yaml = { value: unknown; document: Document; locate: Locate; errors: Finding[]; warnings: Finding[] }

/** Never throws: what cannot be read is among the errors. */
export const parseYaml = (text: string): Yaml => {
  const lines = new LineCounter()
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  // the failsafe schema makes a string of every scalar; what a plain one stands for is decided in scalar.ts
  const document = parseDocument(text, {
    schema: 'failsafe',
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter: lines,
    logLevel: 'error',
  })
  const errors = document.errors.map(({ pos, message }) => ({
    position: at(pos[0]),
    // what follows a semicolon tells programmers what to call
    message: message.split(';')[0] ?? message,
  }))
  const built = errors.length > 0 ? { value: undefined, findings: [], fatal: [] } : build(document)
  const located = ({ node, message }: Remark) => ({ position: at(node.range?.[0] ?? 0), message })
  return {
    value: parseJson(text) ?? built.value,
    document,
    locate: createLocate(document, at),
    errors: [...errors, ...built.fatal.map(located)],
    warnings: built.findings.map(located),
  }
}

type Remark = { node: Node; message: string }

/** JSON's numbers are JSON's own; undefined for what is no JSON. */
const parseJson = (text: string): unknown => {
  if (!/^\s*[[{]/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The tree of nodes → plain values. `fatal` is what CloudFormation could not read either. */
const build = (document: Document): { value: unknown; findings: Remark[]; fatal: Remark[] } => {
  const findings: Remark[] = []
  const fatal: Remark[] = []
  const open = new Set<Node>()
  let count = 0

  const read = (node: Node | null | undefined): unknown => {
    if (!node) return null
    if (open.has(node) || ++count > maxNodes) {
      fatal.push({ node, message: 'aliases repeat more than a template can hold' })
      return null
    }
    open.add(node)
    const value = isAlias(node) ? read(node.resolve(document)) : tagged(node)
    open.delete(node)
    return value
  }

  const tagged = (node: Node): unknown => {
    const name = intrinsicName(node)
    const value = isMap(node) ? mapOf(node) : isSeq(node) ? node.items.map(item => read(item as Node)) : scalar(node)
    return name ? { [name]: intrinsicValue(name, value) } : value
  }

  const mapOf = (map: { items: { key: unknown; value: unknown }[] }): Record<string, unknown> => {
    const entries = new Map<string, unknown>()
    const merged: [string, unknown][] = []
    for (const { key, value } of map.items as { key: Node; value: Node | null }[]) {
      if (isMergeKey(key)) {
        merged.unshift(...entriesOf(read(value)))
        continue
      }
      if (!isScalar(key)) fatal.push({ node: key, message: 'a key is no text' })
      // account ids and `on` are fine as keys just as they are written
      const name = isScalar(key) ? String(key.value) : ''
      if (entries.has(name)) findings.push({ node: key, message: `${name} is written twice; the last one counts` })
      entries.set(name, read(value))
    }
    return Object.fromEntries([...merged, ...entries])
  }

  return { value: read(document.contents), findings, fatal }
}

/** More than a 1 MB template can have without aliases. */
const maxNodes = 1_000_000

const scalar = (node: Node): unknown => {
  const { type, value, tag } = node as Scalar<string>
  if (tag && !tag.startsWith('tag:yaml.org,2002:')) return value
  return tag ? (tag.endsWith(':str') ? value : plainValue(value)) : type === 'PLAIN' ? plainValue(value) : value
}

/** `<<: *base`, or a list of them. CloudFormation itself refuses it, the AWS CLI and SAM's resolve it before upload. */
export const isMergeKey = (key: unknown): boolean => isScalar(key) && key.type === 'PLAIN' && key.value === '<<'

/** Of the earlier map in a list the entries come last, for they win. */
const entriesOf = (value: unknown): [string, unknown][] =>
  [value]
    .flat()
    .toReversed()
    .flatMap(source => (typeof source === 'object' && source !== null ? Object.entries(source) : []))
