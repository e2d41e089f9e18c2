import type { Position } from './locate.ts'

/** Where a text is nested deeper than a parser's stack bears, judged by its brackets and by dashes in a row. */
export const tooDeep = (text: string): Position | undefined => {
  const offset = offsetOf(text)
  if (offset === undefined) return undefined
  const lines = text.slice(0, offset).split('\n')
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}

const offsetOf = (text: string): number | undefined => {
  let depth = 0
  for (const { 0: bracket, index } of text.matchAll(/[[\]{}]/g)) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1
    if (depth > maxDepth) return index
  }
  const dashes = text.search(/(?:[-?]\s+){200}/)
  return dashes < 0 ? undefined : dashes
}

const maxDepth = 500
