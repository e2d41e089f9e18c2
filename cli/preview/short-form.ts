import { Document, type Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml'
import { isIntrinsic } from '../../sam/template.ts'
import { plainValue } from '../template/scalar.ts'

/** A value as a person writes it in a template: `{ "Fn::ImportValue": "x" }` is `!ImportValue x`. On one line, cut at `most`. */
export const inline = (value: unknown, most = Number.POSITIVE_INFINITY): string => {
  const node = shortForm(value)
  if (node instanceof YAMLMap || node instanceof YAMLSeq) node.flow = true
  const text = documentOf(node).toString({ lineWidth: 0, flowCollectionPadding: true }).trim().replace(/\s+/g, ' ')
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}

/** A whole template in short form. Comments are lost, as a value does not have them. */
export const dump = (value: unknown): string => documentOf(shortForm(value)).toString({ lineWidth: 0 })

const documentOf = (contents: Node): Document => {
  // every scalar below is text in its final form
  const document = new Document(undefined, { schema: 'failsafe' })
  document.contents = contents
  return document
}

/** A value in long form → nodes with CloudFormation's tags; what a tag cannot say stays in long form. */
export const shortForm = (value: unknown): Node => {
  if (Array.isArray(value)) return seq(value.map(shortForm))
  if (typeof value !== 'object' || value === null) return scalar(value)
  const [entry] = Object.entries(value)
  return (isIntrinsic(value) && entry && tagged(...entry)) || map(Object.entries(value))
}

const tagged = (name: string, value: unknown): Node | undefined => {
  // Fn::ForEach is followed by the name of the loop, and Fn::Transform takes a map
  const [, tag] = name.match(/^(?:Fn::(?!Ref$|Condition$|Transform$))?(\w+)$/) ?? []
  if (tag === undefined || (tag === 'GetAtt' && typeof value === 'string')) return undefined
  const node = shortForm(name === 'Fn::GetAtt' && isAttribute(value) ? value.join('.') : value)
  // one node has one tag: !Base64 !Sub is not YAML
  if (node.tag !== undefined) return undefined
  node.tag = `!${tag}`
  return node
}

const isAttribute = (value: unknown): value is string[] =>
  Array.isArray(value) &&
  value.length === 2 &&
  value.every((part, i) => typeof part === 'string' && (i > 0 || !part.includes('.')))

const map = (entries: [string, unknown][]): YAMLMap => {
  const node = new YAMLMap()
  node.items = entries.map(([key, value]) => new Pair(key === '<<' ? quoted(key) : new Scalar(key), shortForm(value)))
  return node
}

const seq = (items: Node[]): YAMLSeq => {
  const node = new YAMLSeq()
  node.items = items
  return node
}

const scalar = (value: unknown): Scalar => {
  if (typeof value === 'string' && value.includes('\n')) return new Scalar(value)
  return typeof value === 'string' && plainValue(value) !== value ? quoted(value) : new Scalar(String(value))
}

const quoted = (text: string): Scalar => {
  const node = new Scalar(text)
  node.type = Scalar.QUOTE_SINGLE
  return node
}
