import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { read } from '../helpers/document.ts'
import { pythonWith } from '../helpers/python.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const documents = ['README.md', 'SECURITY.md', 'CONTRIBUTING.md'].concat(
  readdirSync(join(root, 'docs')).flatMap(name => (name.endsWith('.md') ? [`docs/${name}`] : [])),
)

type Block = { file: string; line: number; language: string; text: string }

/** The fenced blocks of all documents; one within a list has the indent of the list taken off. */
const blocks: Block[] = documents.flatMap(file => {
  const document = read(file)
  return Array.from(document.matchAll(/^( *)```(\w+)\n(.*?)^\1```$/gms), match => {
    const [, indent = '', language = '', text = ''] = match
    const line = document.slice(0, match.index).split('\n').length + 1
    return { file, line, language, text: text.replace(new RegExp(`^${indent}`, 'gm'), '') }
  })
})

const folder = mkdtempSync(join(tmpdir(), 'blocks-'))
writeFileSync(join(folder, 'template.yaml'), 'Resources: {}\n')
writeFileSync(join(folder, 'packaged.yaml'), 'Resources: {}\n')

const yaml = suite('every YAML block of the documents')

/** As the SAM CLI and cfn-lint read YAML: PyYAML with a constructor for every tag. */
const readAll = `
import json, sys, yaml
class Loader(yaml.SafeLoader): pass
Loader.add_multi_constructor("!", lambda loader, tag, node: None)
errors = []
for block in json.load(sys.stdin):
    try: list(yaml.load_all(block["text"], Loader))
    except yaml.YAMLError as error: errors.append("%s:%s %s" % (block["file"], block["line"], error))
print(json.dumps(errors))
`

const python = pythonWith('yaml')
if (python)
  yaml('is read by PyYAML', () => {
    const written = blocks.filter(({ language }) => language === 'yaml')
    assert.ok(written.length > 5)
    const { stdout, stderr } = spawnSync(python, ['-c', readAll], { input: JSON.stringify(written), encoding: 'utf8' })
    assert.equal(JSON.parse(stdout || '[]'), [], stderr)
  })

const sam = pythonWith('samcli')
if (sam)
  for (const [i, { file, line, text }] of blocks
    .filter(({ language, text }) => language === 'yaml' && /^Transform:/m.test(text) && /^Resources:/m.test(text))
    .entries())
    yaml(`is a template that sam validate --lint accepts (${file}:${line})`, () => {
      const here = join(folder, `template-${i}`)
      mkdirSync(join(here, 'site'), { recursive: true })
      writeFileSync(join(here, 'template.yaml'), text)
      const { status, stdout, stderr } = spawnSync(sam, ['-m', 'samcli', 'validate', '--lint'], {
        cwd: here,
        encoding: 'utf8',
        env: { PATH: process.env.PATH, HOME: folder, SAM_CLI_TELEMETRY: '0', AWS_DEFAULT_REGION: 'eu-central-1' },
      })
      assert.is(status, 0, stdout + stderr)
    })

yaml.after(() => rmSync(folder, { recursive: true }))

const shell = suite('every shell line of the documents')

/** A line with its continuations → the words of each command in it, as a shell splits them. */
const commandsIn = (text: string): string[][] =>
  text
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .flatMap(line => line.split(/ && | \| /))
    .filter(line => line.trim() !== '')
    .map(command => {
      const script = `show() { for word; do printf '%s\\n' "$word"; done; }; show ${command}`
      return spawnSync('sh', ['-c', script], { cwd: folder, encoding: 'utf8' }).stdout.trimEnd().split('\n')
    })

const lines = blocks
  .filter(({ language }) => language === 'sh')
  .flatMap(block => commandsIn(block.text).map(words => ({ ...block, words })))

const flagsIn = (words: readonly string[]): string[] =>
  words.flatMap(word => (/^--?[a-z]/.test(word) ? [word.replace(/=.*/s, '')] : []))

/** Asserts that the help of a command has every flag that a line gives it. */
const knows = (help: string, words: readonly string[]) => {
  for (const flag of flagsIn(words)) assert.match(help, new RegExp(`(^|[\\s,])${flag}\\b`, 'm'), words.join(' '))
}

const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
const npm = new Set(['ci', 'audit', 'link', 'version', 'pack', 'install'])
const aws = pythonWith('awscli')
const cli = join(root, 'dist/cli/index.mjs')
const helpOf = (file: string, args: string[]): string => spawnSync(file, args, { encoding: 'utf8' }).stdout

/** What is known to check of a command by its first word; a new one has to be thought of here. */
const checks: Record<string, (words: string[]) => void> = {
  npm: ([, verb = '', script = '']) => {
    const name = verb === 'run' ? script : verb
    assert.ok(npm.has(verb) || Object.hasOwn(scripts, name), `npm ${verb} ${script}`)
  },
  codedeployhook: words => knows(helpOf(process.execPath, [cli, words[1] ?? '', '--help']), words.slice(2)),
  sam: words => {
    if (sam) knows(helpOf(sam, ['-m', 'samcli', words[1] ?? '', '--help']), words.slice(2))
  },
  aws: words => {
    if (!aws) return
    // it exits with 252 where it does not understand the words, and otherwise finds nobody at the end of the line
    const { status, stderr } = spawnSync(aws, ['-m', 'awscli', ...words.slice(1)], {
      cwd: folder,
      encoding: 'utf8',
      timeout: 60_000,
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
        AWS_ACCESS_KEY_ID: 'none',
        AWS_SECRET_ACCESS_KEY: 'none',
        AWS_DEFAULT_REGION: 'eu-central-1',
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_MAX_ATTEMPTS: '1',
      },
    })
    assert.is.not(status, 252, `${words.join(' ')}\n${stderr}`)
  },
  // nothing to hold them to
  ...Object.fromEntries(
    ['git', 'cd', 'gh', 'sha256sum', 'pip', 'pre-commit', 'npx', 'cdk', 'terraform'].map(name => [name, () => {}]),
  ),
}

for (const { file, line, words } of lines)
  shell(`${file}:${line} ${words.slice(0, 3).join(' ')}`, () => {
    const check = checks[words[0] ?? '']
    assert.ok(check, `${words.join(' ')}: nothing is known to check of ${words[0]}`)
    check(words)
  })

for (const file of [...documents, 'CHANGELOG.md', 'test/cloud/README.md'])
  shell(`${file} names no npm script that is not there`, () => {
    const names = Array.from(read(file).matchAll(/npm run ([\w:-]*\w)/g), ([, name = '']) => name)
    assert.equal(
      names.filter(name => !Object.hasOwn(scripts, name)),
      [],
    )
  })

shell('there are some', () => {
  assert.ok(lines.length > 10)
})

yaml.run()
shell.run()
