import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { isMap, isNode, isSeq, parse, parseDocument, visit } from 'yaml'
import packageJson from '../../package.json' with { type: 'json' }
import preview from '../../schema/preview.schema.json' with { type: 'json' }
import { blocks, holds, read, table } from '../helpers/document.ts'
import { site } from './command-line/run-command.ts'

const file = 'docs/editors-and-ci.md'
const root = fileURLToPath(new URL('../../', import.meta.url))
const examples = suite(file)

type Hook = { id: string; language: string; entry: string; files: string }
const [published] = parse(read('.pre-commit-hooks.yaml')) as [Hook]
const yaml = blocks(file, 'yaml').map(text => parse(text))

examples('the hook that pre-commit takes from the repository is the one that the page names', () => {
  const { rev, hooks } = yaml.find(value => value?.repos)?.repos[0] ?? {}
  assert.equal(hooks, [{ id: published.id }])
  assert.is(rev, `v${packageJson.version}`)
  assert.is(published.language, 'node')
  assert.ok(/^codedeployhook check$/.test(published.entry) && 'codedeployhook' in packageJson.bin)
})

examples('the hook takes templates', () => {
  const files = [
    'template.yaml',
    'orders/template.yaml',
    'template.json',
    'a/template.yml',
    'other.yaml',
    'my-template.yaml',
  ]
  const taken = files.filter(file => new RegExp(published.files).test(file))
  assert.equal(taken, files.slice(0, 4))
})

examples('the schemas that it names are in the package', () => {
  const named = [...read(file).matchAll(/codedeployhook\/(schema\/[\w.]+\.json)/g)].map(([, path]) => String(path))
  assert.ok(named.length > 2)
  for (const path of named) assert.ok(existsSync(new URL(`../../${path}`, import.meta.url)), path)
  assert.ok(packageJson.files.includes('schema/*.json'))
  assert.ok('./schema/*' in packageJson.exports)
})

/** The names of all keys that a schema has, at any depth. */
const keysIn = (schema: unknown): string[] => {
  if (typeof schema !== 'object' || schema === null) return []
  const { properties, ...others } = schema as { properties?: object }
  return [...Object.keys(properties ?? {}), ...[properties ?? {}, others].flatMap(Object.values).flatMap(keysIn)]
}

examples('every key of the preview stands in its table', () => {
  const rows = read(file)
    .split('\n')
    .filter(line => /^\| `[\w[\].]+`/.test(line))
  const named = new Set(rows.join().match(/\w+(?=(\[\])?`)/g))
  const { schemaVersion: _, template: __, ...properties } = preview.properties
  const keys = keysIn({ properties, ...preview.definitions })
  assert.ok(keys.includes('publishesOn'))
  assert.equal(
    [...new Set(keys)].filter(key => !named.has(key)),
    [],
  )
})

examples('the tags for the editor are all that the examples have, on nodes of their kind', () => {
  const settings = JSON.parse(blocks(file, 'json')[0] ?? '') as Record<string, unknown>
  const known = new Set(settings['yaml.customTags'] as string[])
  const templates = ['website', 'broken-website', 'hand-wired'].map(name => read(`examples/${name}/template.yaml`))
  let tags = 0
  for (const text of [...templates, read('template.yaml')])
    visit(parseDocument(text, { schema: 'failsafe', logLevel: 'silent' }), (_, node) => {
      if (!isNode(node) || !(node as { tag?: string }).tag?.startsWith('!')) return
      const kind = isMap(node) ? 'mapping' : isSeq(node) ? 'sequence' : 'scalar'
      assert.ok(known.has(`${(node as { tag?: string }).tag} ${kind}`), `${(node as { tag?: string }).tag} ${kind}`)
      tags += 1
    })
  assert.ok(tags > 10)
})

examples.run()

type Step = { uses?: string; run?: string; shell?: string; if?: string; with?: Record<string, unknown> }
type Input = { description: string; default: string }
const { inputs, runs } = parse(read('action.yml')) as { inputs: Record<string, Input>; runs: { steps: Step[] } }
const commands = runs.steps.flatMap(({ run }) => run ?? [])

const action = suite('action.yml')
const folder = mkdtempSync(`${tmpdir()}/action-`)
action.after(() => rmSync(folder, { recursive: true }))

const templates = {
  'template.yaml': site(),
  'orders/template.yaml': site({
    resources: '  Permit:\n    Type: AWS::Lambda::Permission\n    Properties: { FunctionName: !Ref Site }',
  }),
}
for (const [name, text] of Object.entries(templates)) {
  mkdirSync(dirname(`${folder}/${name}`), { recursive: true })
  writeFileSync(`${folder}/${name}`, text)
}

/** Runs a step's lines as a runner does: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell */
const run = (lines: string, TEMPLATES = inputs.templates?.default ?? '') =>
  spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', lines], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, GITHUB_ACTION_PATH: root, RUNNER_TEMP: folder, TEMPLATES },
  })

action('the page lists its inputs', () => {
  const rows = Object.entries(inputs).map(([name, input]) => [`\`${name}\``, `\`${input.default}\``, input.description])
  holds(file, 'action', table(['input', 'default', 'meaning'], ...rows))
})

action('the workflows of the page use it by this version, with inputs that it has', () => {
  const steps = yaml.flatMap(value => value?.jobs?.check.steps ?? []) as Step[]
  const uses = steps.filter(({ uses }) => uses?.startsWith('OWNER/'))
  assert.equal(
    uses.map(({ uses }) => uses),
    [`OWNER/codedeployhook@v${packageJson.version}`, `OWNER/codedeployhook@v${packageJson.version}`],
  )
  for (const step of uses) for (const name of Object.keys(step.with ?? {})) assert.ok(name in inputs, name)
})

action('installs from the lock file of its repository', () => {
  assert.match(commands[0] ?? '', /^npm ci --prefix "\$GITHUB_ACTION_PATH" /)
  assert.is(commands.length, 3)
})

action('writes the findings as SARIF, and leaves the failing to the last step', () => {
  const { status, stderr } = run(commands[1] ?? '')
  assert.is(status, 0, stderr)
  const [{ results }] = JSON.parse(readFileSync(`${folder}/codedeployhook.sarif`, 'utf8')).runs
  assert.ok(results.some(({ ruleId }: { ruleId: string }) => ruleId === 'WHW3003'))
})

action('annotates the lines of each template and fails the job', () => {
  const { status, stdout } = run(commands[2] ?? '')
  assert.is(status, 4)
  assert.match(stdout, /^::warning file=orders\/template\.yaml,line=10,/m)
})

action('checks the templates that it is told, one a line, and passes where nothing is found', () => {
  const { status, stdout, stderr } = run(commands[2] ?? '', 'template.yaml\n\n')
  assert.is(status, 0, stdout + stderr)
  assert.match(stderr, /^1 template: /m)
})

action('takes no template for a command of the shell', () => {
  run(commands[2] ?? '', '$(touch hacked)\n`touch hacked`\n"; touch hacked #')
  assert.not(existsSync(`${folder}/hacked`))
})

action.run()

const unclaimed = suite('the name codedeployhook on npm, which is unclaimed')

unclaimed('is fetched by nothing in the repository or its documents', () => {
  const fetches =
    /\b(npx|npm (exec|x)|pnpm dlx|yarn dlx|bunx)\b(?![^\n`]*--no )[^\n`]*\bcodedeployhook\b|\bnpm (i|install|add)\b[^\n`]* codedeployhook\b/
  for (const line of [
    'npx --yes codedeployhook@0.1.0 check',
    'npm install --save-dev codedeployhook',
    'npm i -g codedeployhook@1',
  ])
    assert.match(line, fetches)
  for (const line of ['npx --no codedeployhook check', 'npm install git+https://github.com/OWNER/codedeployhook.git'])
    assert.not.match(line, fetches)
  const { stdout } = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
  const texts = stdout
    .split('\n')
    .filter(name => /\.(md|ya?ml|json|ts|mjs|js|sh)$|^\.ci\//.test(name) && !/^(test\/|package-lock)/.test(name))
  assert.ok(texts.length > 100)
  const found = texts.filter(name => existsSync(`${root}${name}`) && fetches.test(read(name)))
  assert.equal(found, [])
})

unclaimed.run()
