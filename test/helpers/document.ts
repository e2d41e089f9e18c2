import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as assert from 'uvu/assert'

const root = new URL('../../', import.meta.url)

/** `npm run docs`: what a test holds in a document is written there instead. */
export const renews = process.env.UPDATE === '1'
export const howToRenew = 'npm run docs writes it anew.'

export const read = (file: string): string => readFileSync(new URL(file, root), 'utf8')

export const write = (file: string, text: string): void => writeFileSync(new URL(file, root), text)

/** Asserts that the part of a document between comments `name:start` and `name:end`, in HTML or YAML, is the given text. */
export const holds = (file: string, name: string, text: string, how = howToRenew): void => {
  const document = read(file)
  const [all, start, old = '', end] = document.match(part(name)) ?? []
  assert.ok(all, `${file} has no comments ${name}:start and ${name}:end`)
  if (renews)
    write(
      file,
      document.replace(part(name), () => `${start}${text.trimEnd()}\n${end}`),
    )
  else assert.fixture(old.trim(), text.trim(), `${file}: ${how}`)
}

const part = (name: string) =>
  new RegExp(`((?:<!-- |^ *# )${name}:start(?: -->)?\\n)(.*?)((?:<!-- |^ *# )${name}:end)`, 'ms')

/** Asserts that each of the places in a document, of which there is at least one, has the given text. */
export const holdsEach = (file: string, place: RegExp, text: string): void => {
  const document = read(file)
  assert.match(document, place)
  const renewed = document.replace(place, () => text)
  if (renews) write(file, renewed)
  else assert.fixture(document, renewed, `${file}: ${howToRenew}`)
}

/** Asserts that a JSON file says what the given value says. */
export const holdsJson = (file: string, value: unknown): void => {
  const text = (value: unknown) => JSON.stringify(value, null, 2)
  if (!renews) {
    assert.fixture(text(JSON.parse(read(file))), text(value), `${file}: ${howToRenew}`)
    return
  }
  write(file, text(value))
  const { status, stderr } = spawnSync('npx', ['biome', 'format', '--write', file], {
    cwd: fileURLToPath(root),
    encoding: 'utf8',
  })
  assert.is(status, 0, stderr)
}

/** The fenced blocks of a language in a Markdown document. */
export const blocks = (file: string, language: string): string[] =>
  [...read(file).matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, text]) => String(text))

/** A Markdown table; a bar within a cell is escaped. */
export const table = (...rows: string[][]): string =>
  [rows[0], rows[0]?.map(() => '---'), ...rows.slice(1)]
    .map(row => `| ${row?.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n')
