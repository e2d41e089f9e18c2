import { Lexer } from 'yaml'

/**
 * The lexer of `yaml`, as lenient as PyYAML, with which the SAM CLI and cfn-lint read templates: within quotes, braces and
 * brackets indentation has no meaning, and a dash before a comma is a text.
 * https://github.com/yaml/pyyaml/blob/6.0.3/lib/yaml/scanner.py
 */
export const createLexer = (): Lexer => {
  const lexer = new Lexer()
  // private to the library, whose version is pinned; the tests of yaml.test.ts fail where a later one has no such methods
  const inner = lexer as unknown as Inner
  inner.parseFlowCollection = withoutIndent(inner, inner.parseFlowCollection)
  inner.parseQuotedScalar = withoutIndent(inner, inner.parseQuotedScalar)
  const { charAt } = inner
  inner.charAt = offset => {
    const next = charAt.call(inner, offset)
    const isDash = offset === 1 && inner.flowLevel > 0 && charAt.call(inner, 0) === '-'
    // as if a longer text began
    return isDash && /^[,[\]{}]$/.test(next ?? '') ? '-' : next
  }
  return lexer
}

type Method<T> = () => Generator<string, T>
type Inner = {
  indentNext: number
  flowLevel: number
  charAt(offset: number): string | undefined
  parseFlowCollection: Method<unknown>
  parseQuotedScalar: Method<unknown>
}

/** Only `---` and `...` at the beginning of a line end what is open. */
const withoutIndent = <T>(inner: Inner, method: Method<T>): Method<T> =>
  function* () {
    const { indentNext } = inner
    inner.indentNext = 0
    const next = yield* method.call(inner)
    inner.indentNext = indentNext
    return next
  }
