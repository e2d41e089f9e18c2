import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Files, runRehearse, site, template, writeFiles } from '../run-rehearse.ts'

const live = suite('--live')

const git = (folder: string, ...args: string[]) => {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false']
  const { status, stderr } = spawnSync('git', [...identity, ...args], { cwd: folder, encoding: 'utf8' })
  assert.is(status, 0, stderr)
}

/** Rehearses in a repository whose last commit has the first files, and whose work tree the second ones. */
const inRepository = async (committed: Files, changed: Files, words: string[]) => {
  const folder = writeFiles(mkdtempSync(join(tmpdir(), 'rehearse-')), committed)
  try {
    git(folder, 'init', '--quiet', '--initial-branch=main')
    git(folder, 'add', '--all')
    git(folder, 'commit', '--quiet', '--message=Release')
    writeFiles(folder, changed)
    const before = readFileSync(join(folder, '.git/index'))
    const result = await runRehearse(folder, words)
    assert.equal(readFileSync(join(folder, '.git/index')), before)
    return result
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const answers = (status: number) => `exports.handler = async () => ({ statusCode: ${status}, body: '' })`
const stack = template(site('CodeUri: code/'))

for (const words of [['--live', 'HEAD'], ['--live'], ['--live', 'main']])
  live(`${words.join(' ')} compares with the last commit`, async () => {
    const files = { 'template.yaml': stack, 'code/index.js': answers(404) }
    const same = await inRepository(files, {}, words)
    assert.is(same.code, 0, same.out + same.err)
    assert.match(same.out, /Succeeded Healthcheck\.ResponseCodeMismatch Site:2 .* \(no worse than version 1\)/)
    assert.match(same.out, /Deployment Succeeded \(0 of 1 function healthy; 1 unproven\)/)
    const worse = await inRepository(files, { 'code/index.js': answers(500) }, words)
    assert.is(worse.code, 1)
    assert.match(worse.out, /Failed Healthcheck\.ResponseCodeMismatch Site:2 .* \(worse than version 1\)/)
  })

live('alone stands before another option, and takes a word that follows', async () => {
  const files = { 'template.yaml': stack, 'old.yaml': stack, 'code/index.js': answers(404) }
  const { code, out } = await inRepository(files, { 'code/index.js': answers(500) }, ['--live', '--format', 'json'])
  assert.is(code, 1)
  assert.equal(JSON.parse(out).functions[0].unproven, null)
  const named = await inRepository(files, { 'code/index.js': answers(404) }, ['--live', 'old.yaml', '--format', 'json'])
  const [{ unproven, whatToDo }] = JSON.parse(named.out).functions
  assert.is(unproven, 'no worse than version 1')
  assert.match(whatToDo, /^Set Path /)
})

const shop = (name: string) => ({
  'template.yaml': stack,
  'code/package.json': JSON.stringify({ dependencies: { [name]: '1.0.0' } }),
  'code/index.js': `exports.handler = async () => ({ statusCode: require('${name}') })`,
  '.gitignore': 'node_modules',
  [`code/node_modules/${name}/index.js`]: 'module.exports = 404',
})

live('uses the packages that are installed, where the commit declares the same ones', async () => {
  const { code, out, err } = await inRepository(shop('basket'), {}, ['--live'])
  assert.is(code, 0, err)
  assert.match(out, /\(no worse than version 1\)/)
})

live('fails closed where it declares others', async () => {
  const { code, err } = await inRepository(shop('basket'), shop('cart'), ['--live'])
  assert.is(code, 2)
  assert.match(err, /code\/package\.json differs from HEAD/)
})

for (const [title, words, message] of [
  [
    'no repository',
    ['--live', 'HEAD'],
    /--live is HEAD, but there is no commit of template\.yaml; expected the template of/,
  ],
  ['no repository and no value', ['--live'], /--live is HEAD, but there is no commit of template\.yaml/],
  [
    'no repository and another commit',
    ['--live', 'HEAD~1'],
    /--live is HEAD~1, which is neither a file nor a commit; /,
  ],
  ['no file of that name', ['--live', 'templat.yaml'], /templat\.yaml does not exist; did you mean template\.yaml\?/],
] as const)
  live(`fails closed in a folder with ${title}`, async () => {
    const { code, err } = await runRehearse({ 'template.yaml': stack, 'code/index.js': answers(200) }, words)
    assert.is(code, 2)
    assert.match(err, message)
  })

live('fails closed with a word that is neither a file nor a commit', async () => {
  const { code, err } = await inRepository({ 'template.yaml': stack, 'code/index.js': answers(200) }, {}, [
    '--live',
    'v1.0',
  ])
  assert.is(code, 2)
  assert.match(
    err,
    /--live is v1\.0, which is neither a file nor a commit; expected the template of the live version\./,
  )
})

live('fails closed with a template that is not committed', async () => {
  const { code, err } = await inRepository(
    { 'other.yaml': stack, 'code/index.js': answers(200) },
    { 'template.yaml': stack },
    ['--live'],
  )
  assert.is(code, 2)
  assert.match(err, /template\.yaml is not in HEAD; expected a template that is committed\./)
})

live('fails closed where the code of the commit is not there', async () => {
  const { code, err } = await inRepository({ 'template.yaml': stack }, { 'code/index.js': answers(200) }, ['--live'])
  assert.is(code, 2)
  assert.match(err, /HEAD:template\.yaml:\d+:\d+ .*CodeUri/)
})

live('runs without a live version if none is named, and says how to name it', async () => {
  const { code, out } = await runRehearse({ 'template.yaml': stack, 'code/index.js': answers(404) })
  assert.is(code, 0)
  assert.match(out, /\(version 1 could not be probed\)/)
  assert.match(out, /The live version 1 was not probed; use --live to compare with the last commit/)
})

live('leaves nothing behind', () => {
  assert.not.ok(existsSync('live-index'))
})

live.run()
