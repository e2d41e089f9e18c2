import type { Position } from '../template/locate.ts'

/** `template.yaml:12:5 A is written twice.` → its parts; the first line where none is named. */
export const parsePosition = (sentence: string, file: string): { position: Position; message: string } => {
  const rest = sentence.startsWith(`${file}:`) ? sentence.slice(file.length) : ''
  const [, line, column, message] = rest.match(/^:(\d+)(?::(\d+))? (.*)$/s) ?? []
  return { position: { line: Number(line ?? 1), column: Number(column ?? 1) }, message: message ?? sentence }
}
