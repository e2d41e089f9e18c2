import { existsSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from 'yaml'
import packageJson from '../../package.json' with { type: 'json' }
import preview from '../../schema/preview.schema.json' with { type: 'json' }
import { blocks, read } from '../helpers/document.ts'
import { codedeployhook, site } from './command-line/run-command.ts'

const file = 'docs/editors-and-ci.md'
const examples = suite(file)

type Hook = { id: string; language: string; entry: string; files: string }
const [published] = parse(read('.pre-commit-hooks.yaml')) as [Hook]
const yaml = blocks(file, 'yaml').map(text => parse(text))
const steps = yaml.flatMap(value => value?.jobs?.check.steps ?? value?.steps ?? []) as { run?: string; uses?: string }[]
const commands = steps.flatMap(({ run }) => run ?? [])
const program = `npx --yes codedeployhook@${packageJson.version} `

/** The words of a command line without pipes but for one to a file. */
const words = (line: string): string[] =>
  (
    line
      .slice(program.length)
      .replace(/ > \S+$/, '')
      .match(/"[^"]*"|\S+/g) ?? []
  ).map(word => word.replaceAll('"', ''))

const templates = {
  'template.yaml': site(),
  'orders/template.yaml': site({
    resources: '  Permit:\n    Type: AWS::Lambda::Permission\n    Properties: { FunctionName: !Ref Site }',
  }),
}

examples('the hook for pre-commit is the one that the page shows', () => {
  const shown = yaml.find(value => value?.repos)?.repos[0].hooks[0]
  const { description: _, ...hook } = published as Hook & { description: string }
  assert.equal(shown, hook)
})

examples('the hook takes templates, and checks those that pre-commit hands to it', async () => {
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
  assert.ok(published.entry.startsWith(program), published.entry)
  const run = [...words(published.entry), ...Object.keys(templates)]
  const { code, out } = await codedeployhook(run, { files: templates })
  assert.is(code, 4)
  assert.match(out, /^orders\/template\.yaml\n {2}10:38 {3}WHW3003 /)
})

examples('every command of the workflows is this version, and runs', async () => {
  assert.is(commands.length, 2)
  for (const command of commands) {
    assert.ok(command.startsWith(program), command)
    const { code, out, err } = await codedeployhook(words(command), { files: templates })
    assert.is(code, command.includes('--non-zero-exit-code none') ? 0 : 4, err)
    assert.match(
      out,
      command.includes('sarif') ? /"ruleId": "WHW3003"/ : /^::warning file=orders\/template\.yaml,line=10,/,
    )
  }
})

examples('the schemas that it names are in the package', () => {
  const named = [...read(file).matchAll(/codedeployhook\/(schema\/[\w.]+\.json)/g)].map(([, path]) => String(path))
  assert.ok(named.length > 2)
  for (const path of named) assert.ok(existsSync(new URL(`../../${path}`, import.meta.url)), path)
  assert.ok(packageJson.files.includes('schema/*.json'))
  assert.ok('./schema/*' in packageJson.exports)
})

examples('every key of the preview stands in its table', () => {
  const rows = [...read(file).matchAll(/^\| `([\w[\].]+)`/gm)].map(([, key]) => key)
  const { schemaVersion: _, template: __, ...keys } = preview.properties
  for (const key of Object.keys(keys)) assert.ok(rows.includes(key) || rows.includes(`${key}[]`), key)
})

examples.run()
