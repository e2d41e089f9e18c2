import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createPaint } from '../../../cli/command-line/paint.ts'
import { printable, printableLines, printableStart } from '../../../cli/command-line/printable.ts'
import { linesOf } from '../../../cli/command-line/wrap.ts'
import type { RehearsalResult } from '../../../cli/rehearse/deployment/result.ts'
import { formats } from '../../../cli/rehearse/formats.ts'
import { both, codedeployhook } from './run-command.ts'

const one = suite('printable')

for (const [text, expected] of [
  ['/healthcheck?a=b&c=ü 😀', '/healthcheck?a=b&c=ü 😀'],
  ['a\u001b[31mb', 'a\\u001b[31mb'],
  ['a\u001b]0;title\u0007', 'a\\u001b]0;title\\u0007'],
  ['a\u009b31m\u007f', 'a\\u009b31m\\u007f'],
  ['a\nb\r\nc\td', 'a\\nb\\r\\nc\\td'],
  ['a\u202eb\u2066c\u200bd\u2028', 'a\\u202eb\\u2066c\\u200bd\\u2028'],
  ['a\u{e0041}\ud800', 'a\\udb40\\udc41\\ud800'],
  ['👨‍👩‍👧', '👨‍👩‍👧'],
] as const)
  one(`shows ${JSON.stringify(text)} as ${expected}`, () => {
    assert.is(printable(text), expected)
  })

one('leaves lines and the colors of paint to a stream, and nothing else', () => {
  const red = createPaint({}, { FORCE_COLOR: '1' })('red', 'no')
  assert.is(printableLines(`${red}\n\t\u001b[2J\u001b[5mx\r`), `${red}\n\t\\u001b[2J\\u001b[5mx\\r`)
})

one('begins no line with a command of GitHub Actions', () => {
  assert.is(printableStart(' ::error::x'), ' \\u003a:error::x')
  assert.equal(linesOf('a ::error::b c', 3), ['a ::error::b', 'c'])
})

one.run()

const hostile = suite('names that are commands')
const esc = '\u001b]0;owned\u0007\u001b[2J'
const name = JSON.stringify(`S\n::error::x ::warning::y ${esc}\u202e`)
const long = 'a word '.repeat(9)
const template = `${both}
Resources:
  ${name}:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      FunctionUrlConfig: { AuthType: NONE }
      Events: { Any: { Type: Api, Properties: { Path: ${JSON.stringify(`/${esc}\n::error::x/{proxy+}`)}, Method: ANY } } }
  Site:
    Type: AWS::Serverless::Function
    Metadata: { WebsiteHealthcheck: { Path: ${JSON.stringify(`/a${esc}\n::stop-commands::x`)}, IgnoreChecks: [${name}] } }
    Properties:
      Handler: index.handler
      ${name}: 1
      Runtime: ${name}
      Architectures: [${name}]
      Tags: { ${name}: ${name} }
      Events: { Any: { Type: Api, Properties: { Path: '/{proxy+}', Method: ANY } } }
  ${JSON.stringify(`Broken ${long}::error::x\n${esc}`)}: hello
  ${name}: { Type: A::B::C }
`
const gated = `${both}
Resources:
  ${name}:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      ${name}: 1
      Runtime: ${name}
      Architectures: [${name}]
      Tags: { ${name}: ${name} }
      Events: { Any: { Type: Api, Properties: { Path: ${JSON.stringify(`/${esc}\n::error::x/{proxy+}`)}, Method: ANY } } }
`

/** Lines that a terminal or GitHub Actions would act on. */
const active = (text: string): string[] =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
  text.split('\n').filter(line => /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]|^\s*::/.test(line))

const file = '::error file=x::y.yaml'
for (const words of [
  ['check'],
  ['check', '--format', 'pretty'],
  ['check', '--format', 'parseable'],
  ['check', '--format', 'sarif'],
  ['check', '--format', 'json'],
  ['preview'],
  ['preview', '--format', 'json'],
  ['event'],
])
  for (const [kind, text] of [
    ['a template', template],
    ['a gated function', gated],
    ['no template', `"${'\\n'}::error::x`],
  ] as const)
    hostile(`${words.join(' ')} shows ${kind} with its names escaped`, async () => {
      const { out, err } = await codedeployhook([...words, '-t', file], { files: { [file]: text } })
      // Unicode is escaped once more at the stream; the two formats for programs are JSON until then
      const shown = words.includes('json') || words.includes('sarif') ? printableLines(out) : out
      assert.equal(active(shown), [])
      assert.equal(active(err), [])
    })

hostile('check --format github has one command a line, its own', async () => {
  const { out } = await codedeployhook(['check', '-t', file, '--format', 'github'], { files: { [file]: template } })
  const lines = out.trimEnd().split('\n')
  assert.ok(lines.length > 2)
  for (const line of lines) {
    assert.match(line, /^::(error|warning|notice) file=%3A%3Aerror file=x%3A%3Ay\.yaml,line=\d+,col=\d+,title=[^:]*::/)
    assert.equal(active(line.slice(2)), [])
  }
})

for (const words of [
  ['::error::x\n::y'],
  ['check', `--${esc}`],
  ['explain', `\u202e${esc}`],
  ['preview', `${esc}.yaml`],
])
  hostile(`${JSON.stringify(words)} is a mistake shown on one line`, async () => {
    const { out, err } = await codedeployhook(words)
    assert.is(out, '')
    assert.match(err, /^Error: [^\n]+\n$/)
    assert.equal(active(err), [])
  })

const resultOf = (bad: string): RehearsalResult =>
  ({
    file: bad,
    status: 'Failed',
    functions: [
      {
        logicalId: bad,
        status: 'Failed',
        alias: bad,
        before: '1',
        after: '1',
        reported: true,
        verdict: bad,
        reason: 'Healthcheck.FunctionError',
        sentence: bad,
        functionLog: [bad, '\tat index.mjs:1:1'],
        moments: [{ atMs: 0, event: 'Answer', text: `${long}${bad}` }],
      },
    ],
    notRehearsed: [{ logicalId: bad, reason: bad, elsewhere: true }],
    leftAlone: [{ logicalId: bad, path: [], reason: { code: 'Route.None', text: bad } }],
  }) as unknown as RehearsalResult

for (const format of ['text', 'json', 'junit'] as const)
  for (const bad of [`x\n::error::y ${esc}`, `::error::y ${esc}`])
    hostile(`rehearse --format ${format} shows names and logs escaped that are ${JSON.stringify(bad)}`, () => {
      const shown = formats[format](resultOf(bad), createPaint({}, {}))
      assert.equal(active(shown), [])
      assert.ok(shown.includes('\\u001b]0;owned'), shown)
    })

hostile.run()

const stream = suite('the process')
const program = fileURLToPath(new URL('../../../cli/index.ts', import.meta.url))
const run = (words: readonly string[], env: Record<string, string> = {}) =>
  spawn(process.execPath, ['--import', 'tsx', program, ...words], { env: { ...process.env, ...env } })

stream('ends on SIGTERM while it is busy', async () => {
  // its standard input never ends
  const child = run(['check', '-'])
  const ended = new Promise<NodeJS.Signals | null>(resolve => child.on('exit', (_, signal) => resolve(signal)))
  await new Promise<void>(resolve => child.on('spawn', resolve))
  child.kill('SIGTERM')
  assert.is(await ended, 'SIGTERM')
})

stream('has no colors with --no-color, wherever it stands', async () => {
  for (const words of [['--help'], ['--no-color', '--help'], ['check', '--help', '--no-color']]) {
    const child = run(words, { FORCE_COLOR: '1', NO_COLOR: '' })
    let out = ''
    child.stdout.on('data', part => {
      out += part
    })
    const code = await new Promise(resolve => child.on('close', resolve))
    assert.is(code, 0)
    for (const line of stripVTControlCharacters(out).split('\n')) assert.ok(line.length <= 80, line)
    assert.is(out.includes('\u001b'), !words.includes('--no-color'), words.join(' '))
  }
})

stream.run()
