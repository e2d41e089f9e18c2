import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { howToRenew, read, renews, write } from '../helpers/document.ts'

const file = 'docs/walkthrough.md'
const root = new URL('../../', import.meta.url)
const text = read(file)

/** A folder with the files that the page shows, and codedeployhook on the PATH. */
const folder = mkdtempSync(join(tmpdir(), 'walkthrough-'))
const put = (name: string, content: string, mode?: number) => {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), content, { mode })
}
for (const [, name = '', content = ''] of text.matchAll(/^`(\S+)`:\n\n```\w+\n(.*?)^```$/gms)) put(name, content)
const cli = fileURLToPath(new URL('cli/index.ts', root))
put(
  'bin/codedeployhook',
  `#!/bin/sh\nexec "${process.execPath}" --import "${import.meta.resolve('tsx')}" "${cli}" "$@"\n`,
  0o755,
)

/** What a command prints, on a terminal without colors. Which Node.js this is does not belong into the page. */
const print = (command: string): string => {
  const { stdout } = spawnSync('sh', ['-c', `(${command}) 2>&1`], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: [join(folder, 'bin'), process.env.PATH].join(delimiter), HOME: folder },
  })
  return stdout.replace(/^.* is for Node\.js .*\n(?: {2}.*\n)*/gm, '').replaceAll(folder, '/home/you/website')
}

/** The times of a rehearsal are never the same, and a stack is not that of another Node.js. */
const timeless = (text: string): string =>
  text
    .replace(/^ +at .*\n/gm, '')
    .replace(/ *\d+\.\d\d s /g, ' 0.00 s ')
    .replace(/ in \d+ ms/g, ' in 0 ms')
    .replace(/ to \d+ more requests/g, ' to 0 more requests')

const walkthrough = suite(file)
walkthrough.after(() => rmSync(folder, { recursive: true }))

walkthrough('shows what the commands print', () => {
  const printed = text.replace(/^```console\n(.*?)^```$/gms, (_, block: string) => {
    const commands = block.split('\n').filter(line => line.startsWith('$ '))
    return ['```console', ...commands.map(line => `${line}\n${print(line.slice(2))}`.trimEnd()), '```'].join('\n')
  })
  if (renews && timeless(text) !== timeless(printed)) write(file, printed)
  if (!renews) assert.fixture(timeless(text), timeless(printed), `${file}: ${howToRenew}`)
})

walkthrough.run()
