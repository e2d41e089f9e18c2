import { Composer, type CST, type Document, type ErrorCode, type LineCounter, Parser, YAMLParseError } from 'yaml'
import { createLexer } from './lexer.ts'

/** The tree of nodes of a text with what is wrong with it, in the order of the text. Takes linear time, and never throws. */
export const readDocument = (text: string, lines: LineCounter): Document.Parsed => {
  // the failsafe schema makes a string of every scalar; what a plain one stands for is decided in scalar.ts
  const composer = new Composer({ schema: 'failsafe', strict: false, uniqueKeys: false, logLevel: 'error' })
  const found: YAMLParseError[] = []
  const problem = (offset: number, code: ErrorCode, message: string) =>
    void found.push(new YAMLParseError([offset, offset], code, message))
  const tokens = function* (): Generator<CST.Token, void> {
    const parser = new Parser(lines.addNewLine)
    lines.addNewLine(0)
    let last = ''
    for (const lexeme of createLexer().lex(text)) {
      yield* parser.next(lexeme)
      if (parser.stack.length > maxDepth) return problem(parser.offset, 'IMPOSSIBLE', 'it is nested too deeply')
      last = lexeme
    }
    const open = parser.stack.find(isOpenFlow)
    if (open) problem(open.offset, 'MISSING_CHAR', `${open.start.source} is not closed`)
    if (isOpenQuote(last)) problem(text.length - last.length, 'MISSING_CHAR', `${last[0]} is not closed`)
    yield* parser.end()
  }
  const [document, another] = composer.compose(tokens(), true, text.length) as Iterable<Document.Parsed>
  if (!document) throw new Error('The composer made no document.')
  if (another) problem(another.range[0], 'MULTIPLE_DOCS', 'it has several documents, separated by ---')
  document.errors.push(...found)
  document.errors.sort((a, b) => a.pos[0] - b.pos[0])
  return document
}

const isOpenFlow = (token: CST.Token): token is CST.FlowCollection =>
  token.type === 'flow-collection' && token.end.length === 0

/** Whether the last lexeme of a text is a quoted scalar without its end. */
const isOpenQuote = (lexeme: string): boolean => {
  const content = lexeme.slice(1)
  if (lexeme.startsWith("'")) return !content.replaceAll("''", '').endsWith("'")
  return lexeme.startsWith('"') && !content.replace(/\\./gs, '').endsWith('"')
}

/** Deeper than any template, and no deeper than what walks through one can bear. */
const maxDepth = 500
