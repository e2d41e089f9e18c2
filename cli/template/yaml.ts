import { type Document, LineCounter, parseDocument } from 'yaml'
import { tooDeep } from './depth.ts'
import { createLocate, type Locate, type Position } from './locate.ts'
import { longForm, type Remark } from './long-form.ts'

export type Finding = { position: Position; message: string }

/**
 * A YAML or JSON text as CloudFormation reads it. `value` is in long form (`!Sub x` is `{ "Fn::Sub": "x" }`) and only
 * to be used where there are no `errors`; `document` is the text with its comments.
 */
export type Yaml = { value: unknown; document: Document; locate: Locate; errors: Finding[]; warnings: Finding[] }

/** Never throws: what cannot be read is among the errors. */
export const parseYaml = (text: string): Yaml => {
  const position = tooDeep(text)
  return position ? { ...parse(''), errors: [{ position, message: 'it is nested too deeply' }] } : parse(text)
}

const parse = (text: string): Yaml => {
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
  const built = errors.length > 0 ? { value: undefined, findings: [], fatal: [] } : longForm(document)
  const located = ({ node, message }: Remark) => ({ position: at(node.range?.[0] ?? 0), message })
  return {
    value: parseJson(text) ?? built.value,
    document,
    locate: createLocate(document, at),
    errors: [...errors, ...built.fatal.map(located)],
    warnings: built.findings.map(located),
  }
}

/** JSON's numbers are JSON's own; undefined for what is no JSON. */
const parseJson = (text: string): unknown => {
  if (!/^\s*[[{]/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
