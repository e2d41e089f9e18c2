import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { normalizeModes } from './modes.js'
import { releaseTemplate } from './template.ts'
import { zip } from './zip.ts'

/** `npm run package [FOLDER]`: what a release consists of, from what the build made. The same source, the same bytes. */
const root = new URL('../', import.meta.url)
const folder = process.argv[2] ?? fileURLToPath(new URL('release/out', root))
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')

// CloudFormation updates a function when the key of its code changes, and only then
const codes = ['macro', 'hook', 'gate', 'gate-failure'].map(part => {
  const files = readdirSync(new URL(`dist/${part}/`, root)).toSorted()
  const bytes = zip(Object.fromEntries(files.map(file => [file, readFileSync(new URL(`dist/${part}/${file}`, root))])))
  return { part, file: `${part}-${sha256(bytes).slice(0, 16)}.zip`, bytes }
})
const files = [
  ...codes.map(({ file, bytes }) => ({ file, bytes })),
  { file: 'template.yaml', bytes: releaseTemplate(readFileSync(new URL('template.yaml', root), 'utf8'), codes) },
]

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
for (const { file, bytes } of files) writeFileSync(`${folder}/${file}`, bytes)
// without scripts: `prepare` would build once more
normalizeModes()
execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], {
  cwd: fileURLToPath(root),
  stdio: ['ignore', 'ignore', 'inherit'],
  shell: process.platform === 'win32',
})

const sums = readdirSync(folder)
  .toSorted()
  .map(file => `${sha256(readFileSync(`${folder}/${file}`))}  ${file}\n`)
  .join('')
writeFileSync(`${folder}/SHA256SUMS`, sums)
process.stdout.write(sums)
