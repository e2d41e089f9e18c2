import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { inline, runRehearse, site, template, writeFiles } from './run-rehearse.ts'

const root = mkdtempSync(join(tmpdir(), 'safety-'))
let count = 0
const newFolder = () => {
  const folder = join(root, String(count++))
  mkdirSync(folder)
  return folder
}

/** Runs with its own folder for temporary files, and returns what is left in it. */
const withTemporary = async (run: (folder: string) => Promise<void>): Promise<string[]> => {
  const before = process.env.TMPDIR
  const folder = newFolder()
  process.env.TMPDIR = folder
  try {
    await run(folder)
    return readdirSync(folder)
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}

const scratch = suite('what is written')
const answering = inline('exports.handler = async () => ({ statusCode: 200 })')

scratch('is gone afterwards', async () => {
  const cwd = writeFiles(newFolder(), { 'template.yaml': template(site(answering)) })
  const left = await withTemporary(async () => {
    assert.is((await runRehearse(cwd)).code, 0)
  })
  assert.equal(left, [])
})

for (const name of ['../x', '../../x', '/x'])
  scratch(`stays within its folder for a function called ${name}`, async () => {
    const cwd = writeFiles(newFolder(), { 'template.yaml': template(site(answering, `'${name}'`)) })
    const left = await withTemporary(async folder => {
      await runRehearse(cwd)
      assert.not.ok(existsSync(join(folder, `${name}-2`)))
    })
    assert.equal(left, [])
  })

/** The command as a process that rehearses a function which hangs, once that function is at work. */
const hanging = async () => {
  const temporary = newFolder()
  const started = join(newFolder(), 'started')
  const code = `exports.handler = () => new Promise(() => { require('fs').writeFileSync('${started}', String(process.pid)); setInterval(() => {}, 9e9) })`
  const cwd = writeFiles(newFolder(), { 'template.yaml': template(site(`Timeout: 900\n      ${inline(code)}`)) })
  const index = fileURLToPath(new URL('../../../cli/index.ts', import.meta.url))
  const tsx = fileURLToPath(import.meta.resolve('tsx'))
  const child = spawn(process.execPath, ['--import', tsx, index, 'rehearse'], {
    cwd,
    env: { ...process.env, TMPDIR: temporary },
    stdio: 'ignore',
  })
  while (!existsSync(started) || readFileSync(started, 'utf8') === '') await sleep(10)
  return { child, temporary, functionPid: Number(readFileSync(started, 'utf8')) }
}

const hasEnded = async (pid: number): Promise<void> => {
  for (;;)
    try {
      process.kill(pid, 0)
      await sleep(10)
    } catch {
      return
    }
}

for (const signals of [['SIGTERM'], ['SIGINT'], ['SIGTERM', 'SIGTERM']] as const)
  scratch(`is gone after ${signals.join(' and ')}, and so is the function`, async () => {
    const { child, temporary, functionPid } = await hanging()
    for (const signal of signals) child.kill(signal)
    const [code] = await once(child, 'exit')
    assert.is(code, 2)
    assert.equal(
      readdirSync(temporary).filter(name => name.startsWith('codedeployhook-')),
      [],
    )
    await hasEnded(functionPid)
  })

scratch('is gone after an exit in the middle of the work', () => {
  const temporary = newFolder()
  const module = new URL('../../../cli/rehearse/scratch.ts', import.meta.url)
  const script = `const { withScratch } = await import('${module}'); await withScratch(async () => process.exit(2))`
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', script],
    { encoding: 'utf8', env: { ...process.env, TMPDIR: temporary } },
  )
  assert.is(status, 2, stderr)
  assert.equal(
    readdirSync(temporary).filter(name => name.startsWith('codedeployhook-')),
    [],
  )
})

scratch('does not keep a function alive when the command is killed', async () => {
  const { child, functionPid } = await hanging()
  child.kill('SIGKILL')
  await once(child, 'exit')
  await hasEnded(functionPid)
})

scratch.run()

const python = suite('the Python that lists what is installed')

/** Modules of the standard library that such a question needs, as files of the project. */
const shadows = (marker: string) =>
  Object.fromEntries(
    ['csv', 'email', 're', 'json', 'site', 'sitecustomize', 'usercustomize', 'importlib', 'zipfile', 'pathlib'].flatMap(
      name =>
        ['src', '.'].map(folder => [
          `${folder}/${name}.py`,
          `import os\nopen(${JSON.stringify(marker)}, "a").write(str(dict(os.environ)))`,
        ]),
    ),
  )

python('imports no file of the project, and sees nothing of the environment', async () => {
  const folder = newFolder()
  const marker = join(folder, 'marker')
  const { code, err } = await runRehearse(
    {
      'template.yaml': template(site('CodeUri: src', 'Site', 'python3.13')),
      'src/index.py': 'def handler(event, context):\n    return {"statusCode": 200}',
      'src/requirements.txt': 'no-such-package',
      ...shadows(marker),
    },
    [],
    { env: { AWS_SECRET_ACCESS_KEY: 'mine', PYTHONPATH: '.' } },
  )
  assert.is(code, 2, err)
  assert.match(err, /needs no-such-package/)
  assert.not.ok(existsSync(marker))
})

python('runs isolated, neither in the folder of the project nor with its variables', async () => {
  const bin = newFolder()
  const said = join(bin, 'said')
  writeFiles(bin, { python3: [`#!/bin/sh\npwd >> ${said}\necho "$1" >> ${said}\nenv >> ${said}\nexit 1`, 0o755] })
  const cwd = writeFiles(newFolder(), {
    'template.yaml': template(site('CodeUri: src', 'Site', 'python3.13')),
    'src/index.py': '',
  })
  const env = { PATH: `${bin}:${process.env.PATH}`, AWS_SECRET_ACCESS_KEY: 'mine' }
  assert.is((await runRehearse(cwd, [], { env })).code, 2)
  const [folder = '', option, ...variables] = readFileSync(said, 'utf8').split('\n')
  assert.equal([folder, option], [realpathSync(tmpdir()), '-I'])
  assert.not.match(variables.join('\n'), /mine/)
})

python.after(() => rmSync(root, { recursive: true }))
python.run()
