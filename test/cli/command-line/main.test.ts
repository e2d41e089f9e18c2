import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Command, Input, Terminal } from '../../../cli/command-line/command.ts'
import { main } from '../../../cli/command-line/main.ts'
import { createPaint } from '../../../cli/command-line/paint.ts'
import packageJson from '../../../package.json' with { type: 'json' }

const folder = mkdtempSync(join(tmpdir(), 'main-'))
mkdirSync(join(folder, 'app'))
writeFileSync(
  join(folder, 'samconfig.toml'),
  `version = 0.1
[default.global.parameters]
color = "red"
[default.deploy.parameters]
template_file = "built.yaml"
parameter_overrides = "Stage=prod Size=2"
color = "not ours"
[default.paint.parameters]
quick = true
[staging.paint.parameters]
color = "blue"
`,
)
writeFileSync(join(folder, 'app', 'samconfig.toml'), '[default.paint.parameters]\ncolor = "green"\n')
writeFileSync(join(folder, 'broken.toml'), 'a = [\n')
writeFileSync(join(folder, 'built.yaml'), '')
writeFileSync(join(folder, 'locked.toml'), '', { mode: 0 })
writeFileSync(join(folder, 'latin1.toml'), Buffer.from('# caf\xe9', 'latin1'))
writeFileSync(
  join(folder, 'wrong.toml'),
  `[default.global.parameters]
s3_bucket = "SAM's own"
[default.deploy.parameters]
stack_name = "SAM's own"
[default.paint.parameters] # ours
# color = "red"
color = "gren"
"quick" = "maybe"
colr = "red"
parameter_overrides = { A = "b" }
[five]
paint.parameters = { color = 5 }
[lost.deploy.parameters]
template_file = "buit.yaml"
`,
)

const command = (run: (input: Input) => number): Command => ({
  name: 'paint',
  summary: 'Paints a template.',
  usage: '[TEMPLATE]',
  options: {
    'template-file': { type: 'string', short: 't', value: 'TEMPLATE', text: 'what to paint' },
    color: { type: 'string', choices: ['red', 'green', 'blue'], text: 'which one' },
    'parameter-overrides': { type: 'string', text: 'values', multiple: true, words: true },
    quick: { type: 'boolean', text: 'less carefully' },
  },
  examples: [['paint --color blue', 'the sky']],
  run: async input => run(input),
})

const start = async (words: string[], run: (input: Input) => number = () => 0) => {
  const lines: Record<'out' | 'err', string[]> = { out: [], err: [] }
  const plain = createPaint({}, {})
  const terminal: Terminal = {
    cwd: folder,
    env: {},
    stdin: () => '',
    out: line => lines.out.push(line),
    err: line => lines.err.push(line),
    status: () => {},
    paint: { out: plain, err: plain },
    interrupted: new AbortController().signal,
  }
  const code = await main(words, [command(run)], terminal)
  return { code, out: lines.out.join(''), err: lines.err.join('') }
}

const shell = suite('main')
shell.after(() => rmSync(folder, { recursive: true }))

for (const word of ['--version', '-v', '-V', 'version'])
  shell(`${word} is that of the package`, async () => {
    assert.equal(await start([word]), { code: 0, out: `${packageJson.version}\n`, err: '' })
  })

for (const words of [[], ['--help'], ['-h'], ['help']])
  shell(`${words.join(' ') || 'no word at all'} lists the commands`, async () => {
    const { code, out } = await start(words)
    assert.is(code, 0)
    assert.match(out, /Commands\n {2}paint {2}Paints a template\./)
  })

for (const words of [
  ['paint', '--help'],
  ['paint', '-h', '--nonsense'],
  ['help', 'paint'],
])
  shell(`${words.join(' ')} shows options and examples, within 80 columns`, async () => {
    const { code, out } = await start(words, () => 9)
    assert.is(code, 0)
    for (const part of [
      'codedeployhook paint [TEMPLATE]',
      '-t, --template-file TEMPLATE',
      '# the sky',
      '--config-file',
    ])
      assert.ok(out.includes(part), part)
    assert.ok(Math.max(...out.split('\n').map(line => line.length)) <= 80)
  })

for (const [words, problems] of [
  [['pain'], ["Unknown command 'pain'; did you mean paint?"]],
  [['help', 'pain'], ["Unknown command 'pain'; did you mean paint?"]],
  [['--halp'], ["Unknown option '--halp'; did you mean --help?"]],
  [['paint', '--colors', 'red'], ['--colors is unknown; did you mean --color?']],
  [['paint', '-x'], ['-x is unknown; expected --template-file']],
  [['paint', '--color'], ['--color has no value; expected one.']],
  [['paint', '--color', 'gren'], ['--color is gren; did you mean green?']],
  [['paint', '--color='], ['--color is empty; expected red, green or blue.']],
  [['paint', '--quick=yes'], ['--quick is a switch; expected no value.']],
  [
    ['paint', '--quik', '--colr'],
    ['--quik is unknown; did you mean --quick?', '--colr is unknown; did you mean --color?'],
  ],
  [['paint', '--parameter-overrides'], ['--parameter-overrides has no value; expected one.']],
  [['paint', '--parameter-overrides', '--quick'], ['--parameter-overrides has no value; expected one.']],
  [['paint', 'a.yaml', 'b.yaml'], ['a.yaml b.yaml are 2 templates; expected one.']],
  [['paint', 'a.yaml', '-t', 'b.yaml'], ['a.yaml and --template-file b.yaml are 2 templates; expected one.']],
  [['paint', '--config-file', 'none.toml'], ['none.toml does not exist; expected a samconfig.toml.']],
  [['paint', '--config-file', 'broken.toml'], ['broken.toml:']],
  [['paint', '--config-file', '.'], ['. is a folder; expected a configuration, such as ./samconfig.toml.']],
  [
    ['paint', '--config-file', 'wrong.toml'],
    [
      'wrong.toml:9 default.paint.parameters.colr is unknown; did you mean color?\n',
      'wrong.toml:7 default.paint.parameters.color is gren; did you mean green?\n',
      'wrong.toml:8 default.paint.parameters.quick is maybe; expected true or false.\n',
      'wrong.toml:10 default.paint.parameters.parameter_overrides is a table; expected text.\n',
    ],
  ],
  [
    ['paint', '--config-file', 'wrong.toml', '--config-env', 'five'],
    ['wrong.toml five.paint.parameters.color is 5; expected red, green or blue.'],
  ],
  [
    ['paint', '--config-env', 'stagin'],
    ['--config-env is stagin, which samconfig.toml does not have; did you mean staging?'],
  ],
] as const)
  shell(`${words.join(' ')} exits 2: ${problems.join(' ')}`, async () => {
    const { code, out, err } = await start([...words])
    assert.equal([code, out], [2, ''])
    for (const problem of problems) assert.ok(err.includes(`Error: ${problem}`), err)
  })

for (const [words, problem] of [
  [
    ['--config-file', 'locked.toml'],
    'locked.toml cannot be read without permission; expected a configuration with read permission.',
  ],
  [['--config-file', 'latin1.toml'], 'latin1.toml is not in UTF-8; expected a configuration saved as UTF-8.'],
] as const)
  shell(`says that ${problem}`, async () => {
    // root may read everything
    if (process.getuid?.() === 0 && words[1] === 'locked.toml') return
    const { code, err } = await start(['paint', ...words])
    assert.equal([code, err], [2, `Error: ${problem}\n`])
  })

shell('judges of SAM’s own tables only what it takes from them', async () => {
  const { err } = await start(['paint', '--config-file', 'wrong.toml'])
  assert.is(err.split('\n').length, 5, err)
})

shell('says where a template that does not exist is named', async () => {
  const words = ['paint', '--config-file', 'wrong.toml', '--config-env', 'lost']
  const { code, err } = await start(words, input => (input.value('template-file') ? 0 : 1))
  const found = 'wrong.toml:14 lost.deploy.parameters.template_file is buit.yaml, which does not exist'
  assert.equal([code, err], [2, `Error: ${found}; did you mean built.yaml?\n`])
})

shell('fails where standard output is full', () => {
  if (!existsSync('/dev/full')) return
  const cli = fileURLToPath(new URL('../../../cli/index.ts', import.meta.url))
  const full = openSync('/dev/full', 'w')
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', cli, 'explain'], {
    stdio: ['ignore', full, 'pipe'],
    encoding: 'utf8',
  })
  closeSync(full)
  assert.equal([status, stderr], [2, 'Error: standard output cannot be written to (ENOSPC).\n'])
})

shell('shows an unexpected error as a bug in codedeployhook', async () => {
  const { code, err } = await start(['paint'], () => {
    throw new TypeError('oops')
  })
  assert.is(code, 2)
  assert.match(err, /^Error: This is a bug in codedeployhook: TypeError: oops\n/)
})

const options = suite('options')
const configured = {
  positionals: [],
  template: 'built.yaml',
  color: 'red',
  overrides: ['Stage=prod Size=2'],
  quick: true,
}

for (const [words, expected] of [
  [['x.yaml'], { positionals: ['x.yaml'] }],
  [['-t', 'x.yaml'], { template: 'x.yaml' }],
  [['--template', 'x.yaml'], { template: 'x.yaml' }],
  [['--template=x.yaml'], { template: 'x.yaml' }],
  [['--color', 'green', '--color=blue'], { color: 'blue' }],
  [['--parameter-overrides', 'A=b', 'C=d', 'x.yaml'], { positionals: ['x.yaml'], overrides: ['A=b', 'C=d'] }],
  [
    ['--parameter-overrides', 'ParameterKey=A,ParameterValue=b', '--quick'],
    { overrides: ['ParameterKey=A,ParameterValue=b'] },
  ],
  [['--parameter-overrides=A=b', 'x.yaml'], { positionals: ['x.yaml'], overrides: ['A=b'] }],
  [['--config-env', 'staging'], { color: 'blue', template: undefined, overrides: [], quick: false }],
  [
    ['app/template.yaml'],
    { positionals: ['app/template.yaml'], color: 'green', template: undefined, overrides: [], quick: false },
  ],
] as const)
  options(`${words.join(' ')}, else samconfig.toml next to the template`, async () => {
    let input: Input | undefined
    await start(['paint', ...words], given => {
      input = given
      return 0
    })
    assert.equal(
      {
        positionals: input?.positionals,
        template: input?.value('template-file'),
        color: input?.value('color'),
        overrides: input?.values('parameter-overrides'),
        quick: input?.flag('quick'),
      },
      { ...configured, ...expected },
    )
  })

options.run()
shell.run()

const paint = suite('createPaint')

for (const [stream, env, colored] of [
  [{ isTTY: true }, {}, true],
  [{ isTTY: false }, {}, false],
  [{}, {}, false],
  [{ isTTY: true }, { NO_COLOR: '1' }, false],
  [{ isTTY: true }, { NO_COLOR: '' }, true],
  [{ isTTY: true }, { TERM: 'dumb' }, false],
  [{}, { FORCE_COLOR: '1' }, true],
  [{}, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
] as const)
  paint(`${JSON.stringify({ ...stream, ...env })} is ${colored ? 'colored' : 'plain'}`, () => {
    assert.is(createPaint(stream, env)('red', 'x') !== 'x', colored)
  })

paint.run()
