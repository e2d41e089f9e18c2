import { mkdtempSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Files, inline, runRehearse, site, template, writeFiles } from '../run-rehearse.ts'

const root = mkdtempSync(join(tmpdir(), 'stale-'))
let count = 0

const answering = (statusCode: number) => inline(`exports.handler = async () => ({ statusCode: ${statusCode} })`)
const own: Files = { 'template.yaml': template(site('CodeUri: src')), 'src/index.js': '', 'src/lib/a.js': '' }
const built: Files = { '.aws-sam/build/template.yaml': template(site(answering(200))) }

/** A project that was built at noon; `newer` are the files that changed later. */
const project = (files: Files, newer: readonly string[]): string => {
  const folder = writeFiles(join(root, String(count++)), files)
  for (const name of Object.keys(files)) {
    const isBuild = /build/.test(name)
    const hour = newer.includes(name) ? 13 : isBuild ? 12 : 11
    const time = new Date(Date.UTC(2026, 0, 1, hour))
    utimesSync(join(folder, name), time, time)
  }
  return folder
}

const stale = suite('what sam build made')

stale('is rehearsed when nothing changed since', async () => {
  const { code, out } = await runRehearse(project({ ...own, ...built }, []))
  assert.is(code, 0)
  assert.match(out, /-> 200/)
})

for (const [file, words] of [
  ['src/index.js', []],
  ['src/lib/a.js', []],
  ['src/app.ts', []],
  ['src/requirements.txt', []],
  ['template.yaml', []],
  ['src/index.js', ['.aws-sam/build/template.yaml']],
] as const)
  stale(`exits 2 when ${file} changed since${words.length > 0 ? ', also when it is named' : ''}`, async () => {
    const { code, out, err } = await runRehearse(
      project({ ...own, ...built, ...{ [file]: own[file] ?? '' } }, [file]),
      words,
    )
    assert.equal([code, out], [2, ''])
    assert.is(
      err,
      `Error: ${file} changed after sam build made .aws-sam/build/template.yaml; run sam build, or rehearse template.yaml instead.\n`,
    )
  })

for (const file of [
  'src/README.md',
  'src/index.test.js',
  'src/node_modules/a/index.js',
  'other/index.js',
  'samconfig.toml',
])
  stale(`is rehearsed though ${file} changed since`, async () => {
    assert.is((await runRehearse(project({ ...own, ...built, [file]: '' }, [file]))).code, 0)
  })

stale('is rehearsed though the code of a function that is left out changed since', async () => {
  const both = {
    'template.yaml': template(site('CodeUri: src'), site('CodeUri: shop', 'Shop')),
    '.aws-sam/build/template.yaml': template(site(answering(200)), site(answering(200), 'Shop')),
    'src/index.js': '',
    'shop/index.js': '',
  }
  assert.is((await runRehearse(project(both, ['shop/index.js']), ['--function', 'Site'])).code, 0)
  assert.is((await runRehearse(project(both, ['shop/index.js']))).code, 2)
})

const elsewhere: Files = { ...own, ...built, 'out/build/template.yaml': template(site(answering(204))) }

stale('may be in a folder that --build-dir names', async () => {
  const { code, out } = await runRehearse(project(elsewhere, []), ['--build-dir', 'out/build'])
  assert.is(code, 0)
  assert.match(out, /-> 204/)
})

stale('in the folder of --build-dir is compared with its sources, too', async () => {
  const { code, err } = await runRehearse(project(elsewhere, ['src/index.js']), ['--build-dir', 'out/build'])
  assert.is(code, 2)
  assert.match(err, /src\/index\.js changed after sam build made out\/build\/template\.yaml/)
})

stale('has to be in the folder of --build-dir', async () => {
  const { code, err } = await runRehearse(project(own, []), ['--build-dir', 'out'])
  assert.is(code, 2)
  assert.match(err, /--build-dir out has no template\.yaml; run sam build --build-dir out first\./)
})

stale('cannot be compared with standard input', async () => {
  const { code, err } = await runRehearse(project(elsewhere, []), ['--build-dir', 'out/build', '-t', '-'])
  assert.is(code, 2)
  assert.is(err, 'Error: --build-dir is compared with its template; expected the name of a file instead of -.\n')
})

stale.after(() => rmSync(root, { recursive: true }))
stale.run()
