import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

const root = fileURLToPath(new URL('../../', import.meta.url))
const bundle = join(root, 'dist/cli/index.mjs')
const start = (file: string, args: string[], cwd = root) =>
  // uvu asks for colors
  spawnSync(process.execPath, [file, ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, FORCE_COLOR: undefined },
  })

const examples = suite('examples')

const rehearsed: Record<string, [args: string[], code: number, facts: RegExp[]]> = {
  website: [
    [],
    0,
    [
      /Succeeded Site:2 GET \/healthcheck -> 200 in \d+ ms/,
      /Alias live: version 1 before, version 2 after/,
      /Worker is left alone: it has no Api or HttpApi event; set\s/,
    ],
  ],
  'broken-website': [
    ['--live', 'examples/website/template.yaml'],
    1,
    [
      /Answer {14}version 2: Error: CURRENCY is not set\s/,
      /Failed Healthcheck\.FunctionError Site:2 GET \/healthcheck -> Error in/,
      /The live version 1 answers\s+200 to the same request, so this release is the cause\./,
      /alias live: 100 % stays on version 1/,
      /Alias live: version 1 before, version 1 after/,
    ],
  ],
  'hand-wired': [[], 0, [/Succeeded Site:2 GET \/status -> 200 in \d+ ms/]],
}

for (const [name, [args, code, facts]] of Object.entries(rehearsed))
  examples(`${name} is rehearsed, and exits ${code}`, () => {
    const { status, stdout, stderr } = start(bundle, ['rehearse', `examples/${name}/template.yaml`, ...args])
    assert.equal([status, stderr.replace(/^Site is for Node\.js 24 and ran on .*\n/, '')], [code, ''])
    for (const fact of facts) assert.match(stdout, fact)
  })

examples('all are rehearsed here', () => {
  const folders = readdirSync(join(root, 'examples'), { withFileTypes: true }).filter(entry => entry.isDirectory())
  assert.equal(folders.map(({ name }) => name).sort(), Object.keys(rehearsed).sort())
})

examples('npm start shows the healthy and the broken deployment', () => {
  const { status, stdout } = start(join(root, 'examples/start.mjs'), [], tmpdir())
  assert.is(status, 0)
  assert.match(
    stdout,
    /A healthy release.*Deployment Succeeded.*Exit code 0.*A broken release.*Deployment Failed.*Exit code 1/s,
  )
})

for (const [title, cli, words] of [
  ['asks for a build where there is none', undefined, 'dist/cli/index.mjs does not exist; run npm run build first.\n'],
  [
    'does not take a crash for the failure that it waits for',
    'process.exit(1)',
    'examples/broken-website/template.yaml has no line with «Failed Healthcheck.FunctionError Site:2 ».\n',
  ],
] as const)
  examples(`npm start ${title}`, () => {
    const copy = mkdtempSync(join(tmpdir(), 'start-'))
    mkdirSync(join(copy, 'examples'))
    copyFileSync(join(root, 'examples/start.mjs'), join(copy, 'examples/start.mjs'))
    mkdirSync(join(copy, 'dist/cli'), { recursive: true })
    if (cli) writeFileSync(join(copy, 'dist/cli/index.mjs'), cli)
    const { status, stderr } = start(join(copy, 'examples/start.mjs'), [])
    rmSync(copy, { recursive: true })
    assert.is(status, 1)
    assert.ok(stderr.endsWith(words), stderr)
  })

examples.run()

const alone = suite('dist/cli/index.mjs')
const folder = mkdtempSync(join(tmpdir(), 'alone-'))
alone.after(() => rmSync(folder, { recursive: true }))

alone('runs from an empty folder, all by itself', () => {
  copyFileSync(bundle, join(folder, 'codedeployhook.mjs'))
  writeFileSync(
    join(folder, 'template.yaml'),
    `Transform: [WebsiteHealthcheck, AWS::Serverless-2016-10-31]
Resources:
  Site:
    Type: AWS::Serverless::Function
    Metadata: { WebsiteHealthcheck: { StackGate: true } }
    Properties:
      Runtime: nodejs24.x
      Handler: index.handler
      InlineCode: "exports.handler = async () => ({ statusCode: 200 })"
      Events: { Any: { Type: HttpApi } }
`,
  )
  const { status, stdout, stderr } = start(join(folder, 'codedeployhook.mjs'), ['rehearse'], folder)
  assert.equal([status, stderr], [0, ''])
  assert.match(stdout, /Succeeded Site:2 GET \/healthcheck -> 200/)
})

alone('carries the gate along', () => {
  const { status, stdout } = start(join(folder, 'codedeployhook.mjs'), ['rehearse', '--first'], folder)
  assert.is(status, 0, stdout)
  assert.match(stdout, /Succeeded Site:1 GET \/healthcheck -> 200/)
})

alone.run()
