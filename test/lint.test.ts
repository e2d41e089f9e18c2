import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

const root = fileURLToPath(new URL('../', import.meta.url))
const biome = join(root, 'node_modules/.bin/biome')

/** What the linter says about files of a project with this repository's configuration: `file:line rule`. */
const findings = (files: Record<string, string>): string[] => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'lint-')))
  for (const file of ['biome.json', 'biome.floors.json', 'build/no-import-types.grit'])
    cpSync(join(root, file), join(folder, file))
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  const { stdout } = spawnSync(biome, ['lint', '--vcs-enabled=false', '--reporter=github', ...Object.keys(files)], {
    cwd: folder,
    encoding: 'utf8',
  })
  rmSync(folder, { recursive: true })
  const lines = [...stdout.matchAll(/^::error title=([\w/]+),file=([^,]+),line=(\d+)/gm)]
  return lines
    .map(([, rule, file, line]) => `${relative(folder, String(file))}:${line} ${rule?.split('/').at(-1)}`)
    .toSorted()
}

const lint = suite('npm run lint')

for (const [what, b, a] of [
  [
    'values',
    "import { a } from './a.ts'\nexport const b = () => a\n",
    "import { b } from './b.ts'\nexport const a = () => b\n",
  ],
  [
    'types',
    "import type { A } from './a.ts'\nexport type B = A[]\n",
    "import type { B } from './b.ts'\nexport type A = B | 1\n",
  ],
  [
    'exports',
    "export type { A } from './a.ts'\nexport type B = 1\n",
    "import type { B } from './b.ts'\nexport type A = B[]\n",
  ],
] as const)
  lint(`refuses a circle of ${what}`, () => {
    assert.equal(findings({ 'sam/a.ts': a, 'sam/b.ts': b }), ['sam/a.ts:1 noImportCycles', 'sam/b.ts:1 noImportCycles'])
  })

const floors = [
  'schema',
  'sam',
  'healthcheck',
  'notification',
  'macro',
  'hook',
  'gate',
  'cli',
  'build',
  'release',
  'bench',
  'test',
]

for (const [floor, ...below] of [
  ['schema'],
  ['sam', 'schema'],
  ['healthcheck', 'schema', 'sam'],
  ['notification', 'schema', 'healthcheck'],
  ['macro', 'schema', 'sam'],
  ['hook', 'schema', 'sam', 'healthcheck', 'notification'],
  ['gate', 'schema', 'sam', 'healthcheck', 'notification'],
  ['cli', 'schema', 'sam', 'healthcheck', 'notification', 'macro', 'hook', 'gate'],
] as const)
  lint(`lets ${floor} import ${below.join(', ') || 'no other folder'}`, () => {
    const others = floors.filter(name => name !== floor)
    const text = others.map((name, i) => `export { a${i} } from '../../${name}/a.ts'\n`).join('')
    const refused = others.flatMap((name, i) =>
      below.some(allowed => allowed === name) ? [] : [`${floor}/b/b.ts:${i + 1}`],
    )
    assert.equal(
      findings({ [`${floor}/b/b.ts`]: text }),
      refused.map(place => `${place} noRestrictedImports`).toSorted(),
    )
  })

const rooms = ['command-line', 'template', 'macro', 'preview', 'check', 'event', 'rehearse']

for (const [room, ...below] of [
  ['command-line', 'template'],
  ['template', 'command-line'],
  ['macro', 'command-line', 'template'],
  ['preview', 'command-line', 'template', 'macro'],
  ['check', 'command-line', 'template', 'macro'],
  ['event', 'command-line', 'template', 'macro'],
  ['rehearse', 'command-line', 'template', 'macro'],
] as const)
  lint(`lets cli/${room} import ${below.join(', ')} of cli/, and nothing of test/`, () => {
    const others = rooms.filter(name => name !== room)
    const lines = [...others.map(name => `../../${name}/a.ts`), '../../../test/a.ts']
    const refused = lines.flatMap((_, i) =>
      below.some(name => name === others[i]) ? [] : [`cli/${room}/b/b.ts:${i + 1}`],
    )
    const text = lines.map((file, i) => `export { a${i} } from '${file}'\n`).join('')
    assert.equal(
      findings({ [`cli/${room}/b/b.ts`]: text }),
      refused.map(place => `${place} noRestrictedImports`).toSorted(),
    )
  })

for (const command of ['preview', 'check', 'event', 'rehearse'])
  lint(`does not let cli/${command} call the macro itself`, () => {
    const text = "export { transform } from '../../macro/transform.ts'\nexport { a } from '../../macro/a.ts'\n"
    assert.equal(findings({ [`cli/${command}/b.ts`]: text }), [`cli/${command}/b.ts:1 noRestrictedImports`])
  })

for (const [what, text, rule] of [
  ['a type', "import type { A } from '../macro/a.ts'\nexport type B = A\n", 'noRestrictedImports'],
  ['what is loaded when needed', "export const b = () => import('../macro/a.ts')\n", 'noRestrictedImports'],
  ['a type within a type', "export type B = import('../macro/a.ts').A\n", 'plugin'],
] as const)
  lint(`refuses an import upwards of ${what}`, () => {
    assert.equal(findings({ 'sam/b.ts': text }), [`sam/b.ts:1 ${rule}`])
  })

lint.run()
