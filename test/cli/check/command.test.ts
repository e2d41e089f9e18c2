import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Ajv } from 'ajv'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import packageJson from '../../../package.json' with { type: 'json' }
import { both, codedeployhook, site } from '../command-line/run-command.ts'

/** A template with a finding of each level. */
const error = site({ metadata: '    Metadata: { WebsiteHealthcheck: { Tiemout: 5 } }' })
const warning = site({
  resources: '  Permit:\n    Type: AWS::Lambda::Permission\n    Properties: { FunctionName: !Ref Site }',
})
const three = { 'error.yaml': error, 'warning.yaml': warning, 'clean.yaml': site() }

const check = (files: Record<string, string>, ...words: string[]) => codedeployhook(['check', ...words], { files })

const pretty = suite('check')

pretty('shows findings by file, with line and column, and a closing sentence on stderr', async () => {
  const { code, out, err } = await check(three, 'error.yaml', 'warning.yaml', '-c', 'WHI')
  assert.fixture(
    out,
    `error.yaml
  5:39    WHE2001 Site.Metadata.WebsiteHealthcheck.Tiemout is unknown; did you
                  mean TimeoutSeconds?

warning.yaml
  1:13    WHI6002 The deployment that brings Site its alias is not gated; the
                  next one is.
  10:38   WHW3003 Permit.FunctionName names !Ref Site, which allows calls that
                  bypass the alias, and none through it; expected !Ref
                  Site.Alias.

`,
  )
  assert.is(
    err,
    '2 templates: 1 error, 1 warning, 1 informational finding.\nRun codedeployhook explain ID for details.\n',
  )
  assert.is(code, 2 + 4 + 8)
})

pretty('shows informational findings only if --include-checks names them', async () => {
  const { code, out, err } = await check({ 'template.yaml': site() })
  assert.equal([code, out], [0, ''])
  assert.is(err, '1 template: no errors, no warnings.\n1 informational finding not shown; -c WHI shows it.\n')
})

pretty.run()

const routes = suite('the route that the macro found')
const withRoute = (properties: string) => `${both}
Parameters: { Stage: { Type: String, Default: blue } }
Resources:
  Site:
    Type: AWS::Serverless::Function
    Properties: { Events: { Get: { Type: Api, Properties: { ${properties}, Method: GET } } } }
`

for (const [title, properties, message] of [
  [
    'is named with the path to set',
    'Path: /orders',
    'Site is probed by GET /orders, a route that the macro found; set Metadata.WebsiteHealthcheck.Path: /orders, or another, to choose the request.',
  ],
  [
    'has the placeholder for each parameter',
    "Path: '/orders/{id}'",
    'Site is probed by GET /orders/healthcheck, a route that the macro found; set Metadata.WebsiteHealthcheck.Path: /orders/healthcheck, or another, to choose the request.',
  ],
  [
    'is named with its authorizer',
    'Path: /me, Auth: { Authorizer: Users }',
    'Site is probed by GET /me, past its authorizer, a route that the macro found; set Metadata.WebsiteHealthcheck.Path: /me, or another, to choose the request.',
  ],
  [
    'has the name of a template parameter, not its value',
    "Path: !Sub '/${Stage}/orders'",
    'Site is probed by GET /${Stage}/orders, a route that the macro found; set Metadata.WebsiteHealthcheck.Path to choose the request.',
  ],
] as const)
  routes(title, async () => {
    const { out } = await check({ 'template.yaml': withRoute(properties) }, '-c', 'WHI5004', '--format', 'json')
    assert.equal(
      JSON.parse(out).map(({ Message }: { Message: string }) => Message),
      [message],
    )
  })

routes.run()

const codes = suite('exit code of check')

for (const [words, code] of [
  [['clean.yaml'], 0],
  [['error.yaml'], 2],
  [['warning.yaml'], 4],
  [['warning.yaml', '--include-checks', 'WHI'], 12],
  [['clean.yaml', '-c', 'WHI6002'], 8],
  [['*.yaml'], 6],
  [['*.yaml', '--non-zero-exit-code', 'error'], 2],
  [['*.yaml', '--non-zero-exit-code', 'none'], 0],
  [['*.yaml', '--ignore', 'WHE2001,WHW3003'], 0],
  [['*.yaml', '-i', 'WHE', '-i', 'whw3003'], 0],
  [['missing.yaml'], 2],
  [['*.yml'], 1],
  [['clean.yaml', '--ignore', 'W3003'], 1],
  [['explain', 'WHE9999'], 1],
  [['--format', 'text'], 1],
  [['--formt', 'json'], 1],
  [['-c'], 1],
  [['--non-zero-exit-code', 'foo'], 1],
  [['--config-file', 'none.toml'], 1],
  [['clean.yaml', '--parameter-overrides', 'A'], 1],
] as const)
  codes(`${words.join(' ')} exits with ${code}`, async () => {
    assert.is((await check(three, ...words)).code, code)
  })

codes('names the template that it does not find, and goes on with the others', async () => {
  const { out } = await check(three, 'eror.yaml', 'warning.yaml', '--format', 'parseable')
  assert.match(
    out,
    /^eror\.yaml:1:1:1:1:WHE0001:eror\.yaml does not exist; did you mean error\.yaml\?\nwarning\.yaml:10:/,
  )
})

codes('says once where Resources is a list', async () => {
  const { out } = await check({ 'template.yaml': 'Resources: []' }, '--format', 'parseable')
  assert.is(out, 'template.yaml:1:1:1:1:WHE0001:Resources is a list; expected a map of resources.\n')
})

for (const [words, message] of [
  [['*.yml'], 'Error: *.yml matches no file; expected a template.\n'],
  [['-i', 'W3003'], 'Error: --ignore has W3003, which is not a check; expected an ID such as WHW3003.\n'],
  [
    ['clean.yaml', '-t', 'error.yaml'],
    'Error: clean.yaml and --template-file error.yaml are 2 templates; expected one.\n',
  ],
  [['explain', 'WHW3003', 'WHW3004'], 'Error: WHW3003 WHW3004 are 2 checks; expected one.\n'],
  [['explain', 'WHW3030'], 'Error: WHW3030 is not a check; did you mean WHW3003?\n'],
] as const)
  codes(`${words.join(' ')}: ${message.trim()}`, async () => {
    assert.is((await check({ ...three, 'template.yaml': site() }, ...words)).err, message)
  })

codes('a wrong setting of the installed stack is not a finding in a template', async () => {
  const around = { files: three, env: { HEALTHCHECK_PATH: 'foo' } }
  const { code, out, err } = await codedeployhook(['check', 'clean.yaml'], around)
  assert.equal([code, out], [1, ''])
  assert.match(err, /^Error: HEALTHCHECK_PATH is foo; expected /)
})

codes('judges samconfig.toml as it does the command line', async () => {
  const files = { ...three, 'samconfig.toml': '[default.check.parameters]\nformat = "text"\n' }
  const { code, err } = await check(files, 'clean.yaml')
  const expected = 'expected pretty, parseable, json, sarif or github'
  assert.equal([code, err], [1, `Error: samconfig.toml:2 default.check.parameters.format is text; ${expected}.\n`])
})

codes.run()

const ignoring = suite('IgnoreChecks')

for (const [where, template] of [
  ['at the top level', site({ head: 'Metadata: { WebsiteHealthcheck: { IgnoreChecks: [WHW3003] } }' })],
  ['as a text', site({ head: 'Metadata: { WebsiteHealthcheck: { IgnoreChecks: "WHI, WHW3003" } }' })],
  ['as the beginning of an ID', site({ head: 'Metadata: { WebsiteHealthcheck: { IgnoreChecks: WHW3 } }' })],
  [
    'on the function that it is about',
    site({ metadata: '    Metadata: { WebsiteHealthcheck: { IgnoreChecks: [WHW3003] } }' }),
  ],
] as const)
  ignoring(`${where} silences a check`, async () => {
    const permit = warning.slice(warning.indexOf('  Permit:'))
    assert.is((await check({ 'template.yaml': template + permit })).code, 0)
  })

ignoring('on a resource silences what is found there, and nothing elsewhere', async () => {
  const permit = (name: string, metadata = '') =>
    `  ${name}:\n    Type: AWS::Lambda::Permission\n${metadata}    Properties: { FunctionName: !Ref Site }`
  const template = site({
    resources: [
      permit('Mine', '    Metadata: { WebsiteHealthcheck: { IgnoreChecks: [WHW3003] } }\n'),
      permit('Other'),
    ].join('\n'),
  })
  const { out } = await check({ 'template.yaml': template }, '--format', 'parseable')
  assert.match(out, /^template\.yaml:14:\d+:14:\d+:WHW3003:Other[^\n]*\n$/)
})

ignoring.run()

const formats = suite('formats of check')
const finding =
  'Permit.FunctionName names !Ref Site, which allows calls that bypass the alias, and none through it; expected !Ref Site.Alias.'
const formatted = async (format: string) => (await check({ 'a, b.yaml': warning }, 'a, b.yaml', '--format', format)).out

formats('parseable is one line for each finding', async () => {
  assert.is(await formatted('parseable'), `a, b.yaml:10:38:10:38:WHW3003:${finding}\n`)
})

formats('github is an annotation for each finding', async () => {
  const title = 'WHW3003 Permission on the function instead of its alias'
  assert.is(await formatted('github'), `::warning file=a%2C b.yaml,line=10,col=38,title=${title}::${finding}\n`)
})

formats("json is a list in the form of cfn-lint's", async () => {
  const [match, ...others] = JSON.parse(await formatted('json'))
  const { Description, Source, ...rule } = match.Rule
  assert.equal(
    { ...match, Rule: rule },
    {
      Filename: 'a, b.yaml',
      Id: 'WHW3003',
      Level: 'Warning',
      Location: {
        Path: ['Resources', 'Permit', 'Properties', 'FunctionName', 'Ref'],
        Start: { LineNumber: 10, ColumnNumber: 38 },
        End: { LineNumber: 10, ColumnNumber: 38 },
      },
      Message: finding,
      Rule: { Id: 'WHW3003', ShortDescription: 'Permission on the function instead of its alias' },
    },
  )
  assert.equal([others, typeof Description, Source.startsWith('https://')], [[], 'string', true])
})

// the schema uses draft 4, but nothing of it that draft 7 lacks
const {
  $schema: _,
  id: __,
  ...schema
} = JSON.parse(
  readFileSync(
    createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'),
    'utf8',
  ),
)
const isSarif = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema)

formats('sarif is valid by the schema of SARIF 2.1.0, with findings and without', async () => {
  for (const { out } of [
    await check(three, '*.yaml', '-c', 'WHI', '--format', 'sarif'),
    await check({ 'template.yaml': site() }, '--format', 'sarif'),
  ])
    assert.ok(isSarif(JSON.parse(out)), JSON.stringify(isSarif.errors))
  assert.not.ok(isSarif({ version: '2.1.0' }))
})

formats('sarif names the rule, the level and the place', async () => {
  const [run] = JSON.parse(await formatted('sarif')).runs
  assert.equal(run.results, [
    {
      ruleId: 'WHW3003',
      ruleIndex: run.tool.driver.rules.findIndex(({ id }: { id: string }) => id === 'WHW3003'),
      level: 'warning',
      message: { text: finding },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'a%2C%20b.yaml' },
            region: { startLine: 10, startColumn: 38 },
          },
        },
      ],
    },
  ])
  assert.is(run.tool.driver.semanticVersion, packageJson.version)
})

formats('stdin stands for standard input', async () => {
  const { out } = await codedeployhook(['check', '-', '--format', 'parseable'], { stdin: warning })
  assert.match(out, /^stdin:10:38:/)
  const broken = await codedeployhook(['check', '-', '--format', 'parseable'], { stdin: 'a: [' })
  assert.match(broken.out, /^stdin:\d+:\d+:\d+:\d+:WHE0001:is not YAML: /)
})

formats('an option that is unknown suggests none that only has as many letters', async () => {
  const { code, err } = await codedeployhook(['check', '--strict'])
  assert.is(code, 1)
  assert.match(err, /^Error: --strict is unknown; expected --template-file, /)
  assert.match((await codedeployhook(['check', '--formt'])).err, /^Error: --formt is unknown; did you mean --format\?/)
})

const refusedWithMacro = (transform: string) =>
  site({ transform, properties: '      FunctionUrlConfig: { AuthType: NONE }\n      Timeout: 3\n      Timeout: 4' })

for (const [title, text, words, expected] of [
  ['that does not call the macro passes', refusedWithMacro('Transform: AWS::Serverless-2016-10-31'), [], [0, '']],
  [
    'is checked as if it called the macro with --with-macro',
    refusedWithMacro('Transform: AWS::Serverless-2016-10-31'),
    ['--with-macro'],
    [6, 'WHE3001 WHW0002'],
  ],
  ['that calls it does not pass', refusedWithMacro(both), [], [6, 'WHE3001 WHW0002']],
  [
    'that misspells it does not pass',
    refusedWithMacro('Transform: [WebsiteHealtcheck, X]'),
    [],
    [6, 'WHE1006 WHE3001 WHW0002'],
  ],
  [
    'with its own wiring of the hook is checked for what that means, and not for the macro',
    `${refusedWithMacro('Transform: AWS::Serverless-2016-10-31')}      AutoPublishAlias: live
      DeploymentPreference: { Type: AllAtOnce, Hooks: { PreTraffic: !ImportValue PreTrafficHook } }
  Permit:
    Type: AWS::Lambda::Permission
    Properties: { FunctionName: !Ref Site }
`,
    [],
    [4, 'WHW0002 WHW3003'],
  ],
] as const)
  formats(`a template ${title}`, async () => {
    const files = { 'template.yaml': text }
    const { code, out } = await codedeployhook(['check', '--format', 'parseable', ...words], { files })
    assert.equal([code, [...new Set(out.match(/WH[EWI]\d+/g))].toSorted().join(' ')], expected)
  })

formats.run()

const explaining = suite('explain')

explaining('lists the checks whose IDs begin so', async () => {
  const { out } = await codedeployhook(['explain', 'whe000'])
  assert.match(out, /^WHE0001 {2}Not a template\nWHE0003 {2}[^\n]+\nWHE0004 {2}[^\n]+\nWHE0005 {2}[^\n]+\n$/)
})

explaining('takes one ID', async () => {
  const { code, err } = await codedeployhook(['explain', 'WHW3003', 'WHW3004'])
  assert.equal([code, err], [2, 'Error: WHW3003 WHW3004 are 2 arguments; expected codedeployhook explain [ID].\n'])
})

for (const words of [
  ['explain', 'WHE1002'],
  ['check', 'explain', 'whe1002'],
])
  explaining(`${words.join(' ')} says what it means and what to write`, async () => {
    assert.fixture(
      (await codedeployhook(words)).out,
      `WHE1002 SAM transform missing (error)

The macro adds properties that only SAM understands. CloudFormation does not run
transforms that a macro adds, so without SAM in the list, the AWS::Serverless
resources fail as unrecognized resource types.

Fix
Write both lines:

    Transform:
      - WebsiteHealthcheck
      - AWS::Serverless-2016-10-31

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-macros.html
`,
    )
  })

explaining('lists all checks where none is named', async () => {
  assert.match((await codedeployhook(['explain'])).out, /^WHE0001 {2}Not a template\nWHW0002 {2}Key written twice\n/)
})

explaining.run()
