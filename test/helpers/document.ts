import { readFileSync, writeFileSync } from 'node:fs'
import * as assert from 'uvu/assert'

const root = new URL('../../', import.meta.url)

export const read = (file: string): string => readFileSync(new URL(file, root), 'utf8')

/**
 * Asserts that the part of a document between `<!-- name:start -->` and `<!-- name:end -->` is the given text. With
 * UPDATE=1 in the environment it writes the text there instead.
 */
export const holds = (file: string, name: string, text: string): void => {
  const document = read(file)
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`]
  const from = document.indexOf(start) + start.length
  const to = document.indexOf(end)
  assert.ok(from >= start.length && to >= from, `${file} has no ${start} … ${end}`)
  if (process.env.UPDATE === '1')
    writeFileSync(new URL(file, root), `${document.slice(0, from)}\n${text}\n${document.slice(to)}`)
  else assert.fixture(document.slice(from, to).trim(), text.trim(), `${file}: run the tests with UPDATE=1 to renew it`)
}

/** The fenced blocks of a language in a Markdown document. */
export const blocks = (file: string, language: string): string[] =>
  [...read(file).matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, text]) => String(text))

/** A Markdown table; a bar within a cell is escaped. */
export const table = (...rows: string[][]): string =>
  [rows[0], rows[0]?.map(() => '---'), ...rows.slice(1)]
    .map(row => `| ${row?.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n')
