import { transformSync } from 'esbuild'
import { parseAst } from 'rollup/parseAst'

type Node = { type: string; [key: string]: unknown }

/**
 * The texts that `assert.throws(fn, text)` in a TypeScript source expects of an error. uvu takes a text there for the
 * message of the assertion and compares it with nothing.
 */
export const ignoredTexts = (source: string): string[] => {
  const { code } = transformSync(source, { loader: 'ts' })
  return nodesOf(parseAst(code)).flatMap(node => {
    const [, expected] = isThrows(node) ? (node.arguments as (Node & { start: number; end: number })[]) : []
    return expected && isText(expected) ? [code.slice(expected.start, expected.end)] : []
  })
}

/** `throws(…)`, `assert.throws(…)`; `assert.not.throws(…)` has nothing to compare. */
const isThrows = ({ type, callee }: Node): boolean => {
  if (type !== 'CallExpression') return false
  const { name, object, property } = callee as { name?: string; object?: Node; property?: Node }
  return name === 'throws' || (property?.name === 'throws' && object?.type === 'Identifier')
}

const isText = (node: Node): boolean =>
  node.type === 'TemplateLiteral' ||
  (node.type === 'Literal' && typeof node.value === 'string') ||
  (node.type === 'BinaryExpression' && [node.left, node.right].some(side => isText(side as Node)))

const nodesOf = (value: unknown): Node[] => {
  if (Array.isArray(value)) return value.flatMap(nodesOf)
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.values(value).flatMap(nodesOf)
  return 'type' in value ? [value as Node, ...inner] : inner
}
