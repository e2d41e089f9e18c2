import { CST, LineCounter } from 'yaml'
import { parseJson } from './json.ts'
import { createLexer } from './lexer.ts'
import type { Position } from './locate.ts'

/** What the SAM CLI refuses in a text, and what to write instead. */
export type Refused = { position: Position; found: string; expected: string }

/**
 * What our reader accepts and PyYAML, the SAM CLI's reader, does not: PyYAML implements YAML 1.1, and forbids
 * some of that too. https://github.com/yaml/pyyaml/blob/6.0.3/lib/yaml/scanner.py
 */
export const refusedBySam = (text: string): Refused[] => {
  // JSON is read by Python's json
  if (parseJson(text) !== undefined) return []
  const lines = new LineCounter()
  lines.addNewLine(0)
  for (const { index } of text.matchAll(/\n/g)) lines.addNewLine(index + 1)
  return [...refusedIn(text)].map(({ offset, ...words }) => {
    const { line, col } = lines.linePos(offset)
    return { position: { line, column: col }, ...words }
  })
}

type Found = { offset: number; found: string; expected: string }

const refusedIn = function* (text: string): Generator<Found> {
  const control = text.search(notPrintable)
  if (control >= 0)
    yield { offset: control, found: 'a control character', expected: 'an escape such as "\\e" in quotes' }
  const anchors = new Set<string>()
  let scalar = 0
  for (const { kind, source, offset, inFlow } of piecesOf(text)) {
    if (kind === 'anchor' && anchors.has(source))
      yield { offset, found: `the anchor ${source} again`, expected: 'an anchor of another name' }
    if (kind === 'anchor') anchors.add(source)
    if (kind === 'plain' || kind.endsWith('quoted-scalar')) scalar = offset
    if (kind === 'map-value-ind' && inFlow && text.slice(scalar, offset).includes('\n'))
      yield {
        offset: scalar,
        found: `a key on several lines ${inBraces}`,
        expected: 'the key and its colon on one line',
      }
    for (const { kinds, onlyInFlow, pattern, ...words } of refusals) {
      const index = kinds.has(kind) && (inFlow || !onlyInFlow) ? source.search(pattern) : -1
      if (index >= 0) yield { offset: offset + index, ...words }
    }
  }
}

const plain = new Set(['plain'])
const unquoted = new Set(['plain', 'block', 'space', 'newline', 'comment'])
const inBraces = 'within braces or brackets'

const refusals = [
  {
    kinds: new Set(['plain', 'space']),
    onlyInFlow: false,
    pattern: /\t/,
    found: 'a tab outside of quotes',
    expected: 'spaces',
  },
  { kinds: plain, onlyInFlow: true, pattern: /\?/, found: `a ? ${inBraces}`, expected: 'quotes around the text' },
  { kinds: plain, onlyInFlow: true, pattern: /^:/, found: `a : ${inBraces}`, expected: 'quotes around the text' },
  { kinds: plain, onlyInFlow: false, pattern: /^=$/, found: 'a plain =', expected: 'quotes around it' },
  {
    kinds: unquoted,
    onlyInFlow: false,
    pattern: /[\u0085\u2028\u2029]|\r(?!\n|$)/,
    found: 'a character that ends a line in YAML 1.1',
    expected: 'an escape within double quotes',
  },
] as const

/** https://github.com/yaml/pyyaml/blob/6.0.3/lib/yaml/reader.py */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const notPrintable = /[^\x09\x0a\x0d\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

type Piece = { kind: string; source: string; offset: number; inFlow: boolean }

/** The text, piece by piece: `plain` and `block` scalars, and the types of tokens that `yaml` has. */
const piecesOf = function* (text: string): Generator<Piece> {
  let offset = 0
  let depth = 0
  let header = false
  let scalar = false
  for (const source of createLexer().lex(text)) {
    const type: string | null = scalar ? null : CST.tokenType(source)
    const isMarker = type === 'scalar' || type === 'doc-mode' || type === 'flow-error-end'
    if (type === 'flow-map-start' || type === 'flow-seq-start') depth++
    if (type === 'flow-map-end' || type === 'flow-seq-end') depth--
    if (!isMarker) {
      yield { kind: type ?? (header ? 'block' : 'plain'), source, offset, inFlow: depth > 0 }
      offset += source.length
    }
    if (scalar) header = false
    if (type === 'block-scalar-header') header = true
    scalar = type === 'scalar'
  }
}
