import { type Document, LineCounter } from 'yaml'
import { readDocument } from './document.ts'
import { parseJson } from './json.ts'
import { createLocate, type Locate, type Position } from './locate.ts'
import { longForm, type Remark } from './long-form.ts'

export type Finding = { position: Position; message: string }

/**
 * A YAML or JSON text as the SAM CLI reads it. `value` is in long form (`!Sub x` is `{ "Fn::Sub": "x" }`) and only
 * to be used where there are no `errors`; `document` is the text with its comments.
 */
type Yaml = { value: unknown; document: Document; locate: Locate; errors: Finding[]; warnings: Finding[] }

/** Never throws: what cannot be read is an error, the first one in the text. */
export const parseYaml = (text: string): Yaml => {
  const lines = new LineCounter()
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  const document = readDocument(text, lines)
  const errors = document.errors.map(({ pos, message: reported }) => ({
    position: at(pos[0]),
    // the text after the colon quotes the file, which may hold secrets
    message: reported.replace(/(?<=\w): .*/s, ''),
  }))
  const built = errors.length > 0 ? { value: undefined, findings: [], fatal: [] } : longForm(document)
  const located = ({ node, message }: Remark) => ({ position: at(node.range?.[0] ?? 0), message })
  return {
    value: parseJson(text) ?? built.value,
    document,
    locate: createLocate(document, at),
    // what follows the first error may be right
    errors: [...errors, ...built.fatal.map(located)].slice(0, 1),
    warnings: built.findings.map(located),
  }
}
