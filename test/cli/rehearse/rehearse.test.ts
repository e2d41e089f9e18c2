import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Files, inline, runRehearse as run, site, template, transform, writeFiles } from './run-rehearse.ts'

const answering = (statusCode: number, body = '') =>
  inline(`exports.handler = async () => ({ statusCode: ${statusCode}, body: '${body}' })`)
const healthy = { 'template.yaml': template(site(answering(200, 'fine'))) }

const outcome = suite('a rehearsal')

outcome('of a healthy version succeeds: the alias moves on', async () => {
  const { code, out, err } = await run(healthy)
  assert.is(code, 0)
  for (const fact of [
    /Published {11}version 2; alias live stays on version 1/,
    /BeforeAllowTraffic {2}CodeDeploy runs CodeDeployHook_LambdaWebsite/,
    /Request {13}version 2: GET \/healthcheck/,
    /Answer {14}version 2: 200 fine in \d+ ms/,
    /Report {14}Succeeded/,
    /AllowTraffic {8}alias live: version 2 100 %/,
    /Succeeded Site:2 GET \/healthcheck -> 200 in \d+ ms/,
    /Alias live: version 1 before, version 2 after/,
  ])
    assert.match(out, fact)
  assert.is(err, '')
})

outcome('of an unhealthy version fails, says why, and how the live one answers', async () => {
  const files = {
    'next.yaml': template(site(answering(502))),
    'template.yaml': template(site(answering(200, 'fine'))),
  }
  const { code, out } = await run(files, ['next.yaml', '--live', 'template.yaml'])
  assert.is(code, 1)
  assert.match(out, /Failed Healthcheck\.ResponseCodeMismatch Site:2 GET \/healthcheck -> 502 in \d+ ms/)
  assert.match(
    out.replace(/\s+/g, ' '),
    /The live version 1 answers 200 to the same request, so this release is the cause\./,
  )
  assert.match(out, /Alias live: version 1 before, version 1 after/)
  assert.not.match(out, /AllowTraffic {8}/)
})

for (const [title, properties, settings, facts] of [
  [
    'a status code: what was expected, and what the function logged',
    inline("exports.handler = async () => { console.log('no database'); return { statusCode: 500 } }"),
    '',
    [/The status code is 500; expected 200-399\./, /last log lines:\n {6}no database\n/, /What to do: Read the body/],
  ],
  [
    'a body: the string that it lacks',
    answering(200, 'fine'),
    'SearchString: all good',
    [/do not contain "all good"\./, /What to do: Compare the beginning of the body/],
  ],
  [
    'a malformed response: what is wrong with it',
    inline("exports.handler = async () => ({ statusCode: '200' })"),
    'PayloadFormatVersion: ALB',
    [/statusCode is "?200"?; ALB expects a number/, /What to do: Return what the event format requires/],
  ],
  [
    'an error: all of its message, and where it was thrown',
    inline("require('no-such-module')"),
    '',
    [/Cannot find module\s+'no-such-module'\n {4}Require stack:\n {4}- /, /ERROR Uncaught Exception .*no-such-module/],
  ],
] as const)
  outcome(`explains ${title}`, async () => {
    const metadata = `Metadata: { WebsiteHealthcheck: { ${settings} } }\n    Properties`
    const { code, out } = await run({ 'template.yaml': template(site(properties).replace('Properties', metadata)) })
    assert.is(code, 1)
    for (const fact of facts) assert.match(out, fact)
  })

outcome('shows where it threw, by paths of its own code', async () => {
  const files = {
    'template.yaml': template(site('CodeUri: src')),
    'src/index.mjs': 'export const handler = () => none',
  }
  const { out } = await run(files)
  assert.match(
    out,
    /\n {6}ERROR Invoke Error ReferenceError: none .*\n +at handler \(index\.mjs:1:30\)\n {4}What to do/,
  )
})

outcome('says that the live version is not known if none is named', async () => {
  const { out } = await run({ 'template.yaml': template(site(answering(500))) })
  assert.match(out, /Answer {14}version 1: its code is not available here/)
  assert.match(out, /The live version 1 was not probed; use --live to compare with the last commit/)
})

outcome('of two functions takes both back where one is unhealthy', async () => {
  const files = { 'template.yaml': template(site(answering(200)), site(answering(500), 'Shop')) }
  const { code, out } = await run(files, ['--format', 'json'])
  const { status, functions } = JSON.parse(out)
  assert.equal([code, status], [1, 'Failed'])
  assert.equal(
    functions.map(({ logicalId, status, alias }: Record<string, unknown>) => [logicalId, status, alias]),
    [
      ['Site', 'Succeeded', { name: 'live', before: '1', after: '1' }],
      ['Shop', 'Failed', { name: 'live', before: '1', after: '1' }],
    ],
  )
})

outcome('of one function leaves the other out', async () => {
  const files = { 'template.yaml': template(site(answering(200)), site(answering(500), 'Shop')) }
  const { code, out } = await run(files, ['--function', 'Site'])
  assert.is(code, 0)
  assert.not.match(out, /Shop/)
})

outcome('asks what the settings say, with parameters overridden', async () => {
  const files = {
    'template.yaml': `Transform:
  - { Name: WebsiteHealthcheck, Parameters: { Path: !Ref Health } }
  - AWS::Serverless-2016-10-31
Parameters:
  Health: { Type: String, Default: /old }
  Stage: { Type: String }
Resources:
${site(`Environment: { Variables: { STAGE: !Ref Stage, TABLE: !Ref Table } }
      ${inline('exports.handler = async event => ({ statusCode: 200, body: event.rawPath + process.env.STAGE + process.env.TABLE })')}`)}`,
  }
  const { code, out, err } = await run(files, ['--parameter-overrides', 'Health=/up', 'Stage=prod', 'Tsage=x'])
  assert.is(code, 0)
  assert.match(out, /Answer {14}version 2: 200 \/upprodTable/)
  assert.match(err, /Known only after deployment, so a stand-in here: TABLE\. Set values with --env-vars\./)
  assert.match(err, /Parameters\.Tsage is not in the template; did you mean Stage\?/)
})

outcome('runs hand-made wiring without the macro', async () => {
  const wiring = `AutoPublishAlias: prod
      DeploymentPreference: { Type: AllAtOnce, Hooks: { PreTraffic: !ImportValue PreTrafficHook } }
      ${answering(200)}`
  const { code, out } = await run({
    'template.yaml': `Transform: AWS::Serverless-2016-10-31\nResources:\n${site(wiring)}`,
  })
  assert.is(code, 0)
  assert.match(out, /Alias prod: version 1 before, version 2 after/)
})

outcome('reads what sam build made if no template is named, and says so', async () => {
  const files = { ...healthy, '.aws-sam/build/template.yaml': template(site(answering(503))) }
  const { code, err } = await run(files)
  assert.is(code, 1)
  assert.match(err, /Rehearsing \.aws-sam\/build\/template\.yaml, which sam build made\./)
  assert.is((await run(files, ['template.yaml'])).code, 0)
})

outcome('shows a canary on a clock that does not wait', async () => {
  const { out } = await run(healthy, ['--type', 'Canary10Percent5Minutes', '--format', 'json'])
  const [first, second] = JSON.parse(out).functions[0].timeline.filter(
    ({ event }: { event: string }) => event === 'AllowTraffic',
  )
  assert.equal([first.text, second.text], ['alias live: version 2 10 %, version 1 90 %', 'alias live: version 2 100 %'])
  assert.is(Math.round(second.atSeconds - first.atSeconds), 300)
})

outcome('does not guess how a deployment configuration of the account shifts traffic', async () => {
  const own = answering(200).replace('InlineCode', 'DeploymentPreference: { Type: MyOwn }\n      InlineCode')
  const { code, out } = await run({ 'template.yaml': template(site(own)) })
  assert.is(code, 0)
  assert.match(out, /AllowTraffic {8}by MyOwn, which is defined in the account/)
})

outcome('names a program that does not start', async () => {
  const sandbox = { 'template.yaml': template(site('CodeUri: src')), 'src/index.mjs': "import 'node:no-such-module'" }
  const { code, out } = await run(sandbox)
  assert.is(code, 1)
  assert.match(out, /Failed Healthcheck\.FunctionError/)
})

outcome('runs another handler for the new version', async () => {
  const files = {
    'template.yaml': template(site('CodeUri: src')),
    'dist/app.cjs': "exports.run = async () => ({ statusCode: 200, body: 'built' })",
  }
  const { code, out } = await run(files, ['--handler', 'Site=dist/app.run'])
  assert.is(code, 0)
  assert.match(out, /200 built/)
})

outcome('asks another Lambda endpoint', async () => {
  const asked: string[] = []
  const server = createServer(async (request, response) => {
    asked.push(`${request.method} ${request.url} ${JSON.parse((await text(request)) || '{}').rawPath}`)
    response.end(JSON.stringify({ statusCode: 204 }))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { code } = await run({ 'template.yaml': template(site('CodeUri: nowhere')) }, ['--endpoint-url', url])
  server.close()
  assert.is(code, 0)
  assert.ok(asked.includes('POST /2015-03-31/functions/Site/invocations /healthcheck'))
})

const withPython = spawnSync('python3', ['--version']).error ? outcome.skip : outcome
withPython('shows where Python raised', async () => {
  const code = "def handler(event, context):\n          raise ValueError('no database')"
  const { out } = await run({ 'template.yaml': template(site(inline(code)).replace('nodejs24.x', 'python3.13')) })
  assert.match(out, /\[ERROR\] ValueError: no database\n {6}Traceback .*\n +File "index\.py", line 2, in handler\n/)
})

withPython('runs Python', async () => {
  const code = 'def handler(event, context):\n          return {"statusCode": 200, "body": event["rawPath"]}'
  const files = { 'template.yaml': template(site(inline(code)).replace('nodejs24.x', 'python3.13')) }
  const { code: exit, out } = await run(files)
  assert.is(exit, 0)
  assert.match(out, /200 \/healthcheck/)
})

outcome('says that another Node.js ran a version that failed', async () => {
  const files = { 'template.yaml': template(site(answering(500)).replace('nodejs24.x', 'nodejs98.x')) }
  const { err } = await run(files)
  assert.match(err, /^Warning: template\.yaml:6:\d+ Site\.Runtime is nodejs98\.x, which is not a known Lambda runtime/)
  assert.match(err, /\nSite is for Node\.js 98 and ran on \d+ here; rehearse with 98 if the difference matters\./)
})

outcome('tells a function that there is no AWS', async () => {
  const code = `exports.handler = async () => {
          const response = await fetch(process.env.AWS_ENDPOINT_URL, { method: 'POST', body: '{}' })
          return { statusCode: 200, body: (await response.json()).message.slice(0, 32) }
        }`
  assert.match(
    (await run({ 'template.yaml': template(site(inline(code))) })).out,
    /200 There is no AWS in a rehearsal;/,
  )
})

outcome('that is interrupted could not run', async () => {
  const { code, err } = await run(healthy, [], { interrupted: AbortSignal.timeout(50) })
  assert.equal([code, err], [2, 'Error: Interrupted; this says nothing about the release.\n'])
})

outcome('that is no worse than the live one succeeds, and is not called healthy', async () => {
  const files = { 'template.yaml': template(site(answering(500))) }
  const { code, out } = await run(files, ['--live', 'template.yaml'])
  assert.is(code, 0)
  assert.match(out, /Deployment Succeeded \(0 of 1 function healthy; 1 unproven\)/)
})

outcome.run()

const closed = suite('a rehearsal fails closed')

for (const [fault, fact] of [
  ['crash', /Lambda retries it after 2 min\n.*failed without a report, Runtime\.ExitError/],
  ['hang', /15 min {2}Hook {16}failed without a report, timed out after 900 s/],
  ['lose-report', /Hook {16}failed without a report, ReportError:(.|\n)*60 min {2}Report {14}none within one hour/],
  ['never-report', /ended without a report\n *60 min {2}Report {14}none within one hour/],
] as const)
  closed(`when hooks ${fault}`, async () => {
    const { code, out } = await run(healthy, ['--fault', fault])
    assert.is(code, 1)
    assert.match(out, fact)
    assert.match(out, /Failed, because the hook reported nothing(\n|; its log says: Succeeded Site:2 )/)
    assert.match(out, /Alias live: version 1 before, version 1 after/)
  })

for (const [fault, reason] of [
  ['deny', 'Hook.CouldNotAsk'],
  ['throttle', 'Hook.CouldNotAsk'],
  ['function-crash', 'Healthcheck.FunctionError'],
] as const)
  closed(`with --fault ${fault}: ${reason}`, async () => {
    const { code, out } = await run(healthy, ['--fault', fault])
    assert.is(code, 1)
    assert.ok(out.includes(`Failed ${reason} Site:2`), out)
  })

for (const [title, settings, timeout, reason] of [
  ['longer than its own timeout', '', 1, 'Healthcheck.FunctionError'],
  ['longer than the hook waits', 'Metadata: { WebsiteHealthcheck: { TimeoutSeconds: 1 } }', 900, 'Healthcheck.Timeout'],
] as const)
  closed(`when the new version hangs ${title}, for real and by --fault function-hang: ${reason}`, async () => {
    const hanging = inline('exports.handler = () => new Promise(() => setInterval(() => {}, 9e9))')
    for (const [code, words] of [
      [hanging, []],
      [answering(200), ['--fault', 'function-hang']],
    ] as const) {
      const text = site(`Timeout: ${timeout}\n      ${code}`).replace(
        '    Properties:',
        `    ${settings}\n    Properties:`,
      )
      const { out } = await run({ 'template.yaml': template(text) }, [...words])
      assert.ok(out.includes(`Failed ${reason} Site:2`), out)
    }
  })

closed.run()

const bad = suite('bad input')
const byHand = `AutoPublishAlias: prod
      DeploymentPreference: { Type: AllAtOnce, Hooks: { PreTraffic: !ImportValue PreTrafficHook } }
      ${answering(200)}`

for (const [title, files, words, sentence] of [
  [
    'nothing to read',
    {},
    [],
    'No template is named, and this folder has no template.yaml, template.yml or template.json.',
  ],
  [
    'a template that does not exist',
    healthy,
    ['tempate.yaml'],
    'tempate.yaml does not exist; did you mean template.yaml?',
  ],
  ['two templates', healthy, ['a.yaml', 'b.yaml'], 'a.yaml b.yaml are 2 templates; expected one.'],
  [
    'no YAML',
    { 'template.yaml': 'a: b: c' },
    [],
    'template.yaml:1:4 is not YAML: Nested mappings are not allowed in compact mappings.',
  ],
  ['no Resources', { 'template.yaml': transform }, [], 'template.yaml has no Resources; expected a map of resources.'],
  [
    'a setting that is misspelled and one of a wrong type',
    {
      'template.yaml': template(
        site(answering(200)).replace(
          '    Properties',
          '    Metadata: { WebsiteHealthcheck: { Paht: /up, TimeoutSeconds: soon } }\n    Properties',
        ),
      ),
    },
    [],
    'template.yaml:5:39 Site.Metadata.WebsiteHealthcheck.Paht is unknown; did you mean Path?',
  ],
  [
    'the transforms in the wrong order',
    { 'template.yaml': template(site(answering(200))).replace(/\[(.*), (.*)\]/, '[$2, $1]') },
    [],
    'template.yaml:1:41 Transform lists AWS::Serverless-2016-10-31 before WebsiteHealthcheck, so SAM has already replaced the functions; expected Transform: [WebsiteHealthcheck, AWS::Serverless-2016-10-31].',
  ],
  [
    'no transform and no wiring',
    { 'template.yaml': template(site(answering(200))).replace('WebsiteHealthcheck, ', '') },
    [],
    'template.yaml has no gated function, because Transform is AWS::Serverless-2016-10-31; expected Transform: [WebsiteHealthcheck, AWS::Serverless-2016-10-31].',
  ],
  [
    'a transform that is misspelled',
    { 'template.yaml': template(site(answering(200))).replace('WebsiteHealthcheck', 'WebsiteHealtcheck') },
    [],
    'template.yaml:1:13 Transform lists WebsiteHealtcheck; did you mean WebsiteHealthcheck?',
  ],
  [
    'no website',
    { 'template.yaml': template(site(answering(200)).replace(/Events.*/, '')) },
    [],
    'template.yaml:3:3 Site is left alone: it has no Api or HttpApi event; set Metadata.WebsiteHealthcheck.Enabled: true to gate it.',
  ],
  [
    'code that is not there',
    { 'template.yaml': template(site('CodeUri: src')) },
    [],
    'template.yaml:9:7 Site.CodeUri is src, which does not exist; expected the folder of its code.',
  ],
  [
    'neither code nor folder',
    { 'template.yaml': template(site('')) },
    [],
    'Site.Handler is index.handler, but there is no ',
  ],
  [
    'code in S3',
    { 'template.yaml': template(site('CodeUri: s3://a/b')) },
    [],
    'template.yaml:9:7 Site.CodeUri is s3://a/b; expected a folder next to the template',
  ],
  [
    'a handler that is not there',
    { 'template.yaml': template(site('CodeUri: .')) },
    [],
    'template.yaml:7:7 Site.Handler is index.handler, but there is no ',
  ],
  [
    'a handler in TypeScript',
    { 'template.yaml': template(site('CodeUri: src')), 'src/index.ts': '' },
    [],
    'run sam build first, or name the built file with --handler.',
  ],
  [
    'packages that are not installed',
    {
      'template.yaml': template(site('CodeUri: src')),
      'src/index.js': '',
      'src/package.json': '{"dependencies":{"no-such-package":"1"}}',
    },
    [],
    'template.yaml:9:7 Site.CodeUri needs no-such-package, which is not installed; run npm install --prefix ',
  ],
  [
    'another runtime',
    { 'template.yaml': template(site(answering(200)).replace('nodejs24.x', 'ruby3.4')) },
    [],
    'template.yaml:6:7 Site.Runtime is ruby3.4, which does not run here.',
  ],
  [
    'layers',
    { 'template.yaml': template(site(`Layers: [!Ref L]\n      ${answering(200)}`)) },
    [],
    'template.yaml:5:5 Site uses layers, which are not on this machine.',
  ],
  [
    'a container image',
    { 'template.yaml': template(site('PackageType: Image')) },
    [],
    'template.yaml:5:5 Site is a container image, which does not run here.',
  ],
  ['a function that is not there', healthy, ['--function', 'Sit'], '--function Sit is not gated; did you mean Site?'],
  [
    'an unknown deployment type',
    healthy,
    ['--type', 'Canary'],
    '--type is Canary; did you mean Canary10Percent5Minutes?',
  ],
  ['an unknown fault', healthy, ['--fault', 'crush'], '--fault is crush; did you mean crash?'],
  [
    'a handler for an unknown function',
    healthy,
    ['--handler', 'Sote=x.y'],
    '--handler Sote=x.y is for Sote; did you mean Site?',
  ],
  ['a handler without its function', healthy, ['--handler', 'Site=dist/app'], 'expected Site=dist/app.handler.'],
  [
    'a handler that is a file',
    healthy,
    ['--handler', 'dist/app.js'],
    'dist/app.js names only a file; expected dist/app.handler.',
  ],
  [
    'a handler of another runtime',
    { 'template.yaml': template(site('CodeUri: src')).replace('nodejs24.x', 'python3.13'), 'src/index.js': '' },
    [],
    'index.handler, but Runtime is python3.13 and the file is ',
  ],
  [
    'no runtime',
    { 'template.yaml': template(site(answering(200))).replace('nodejs24.x', '') },
    [],
    'Site.Runtime is not set; expected a Lambda runtime, such as nodejs24.x.',
  ],
  [
    'no URL',
    healthy,
    ['--endpoint-url', 'localhost'],
    '--endpoint-url is localhost; expected a URL such as http://127.0.0.1:3001.',
  ],
  [
    'an endpoint that is not there',
    healthy,
    ['--endpoint-url', 'http://127.0.0.1:9'],
    '--endpoint-url http://127.0.0.1:9 does not answer; start it first',
  ],
  ['a live template that does not exist', healthy, ['--live', 'old.yaml'], 'old.yaml does not exist; '],
] as const)
  bad(`${title} exits 2`, async () => {
    const { code, out, err } = await run({ ...files } as Files, words)
    assert.equal([code, out], [2, ''])
    assert.ok(err.includes(sentence), err)
    assert.not.match(err, /\n {4}at /)
  })

bad('no folder for temporary files exits 2', async () => {
  const folder = writeFiles(mkdtempSync(join(tmpdir(), 'rehearse-')), healthy)
  const before = process.env.TMPDIR
  process.env.TMPDIR = join(folder, 'nowhere')
  try {
    const { code, err } = await run(folder)
    assert.is(code, 2)
    assert.match(err, /^Error: .*nowhere does not accept temporary files \(ENOENT\); set TMPDIR to a folder that does/)
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
    rmSync(folder, { recursive: true })
  }
})

for (const [wiring, files] of [
  ['the macro', healthy],
  ['hand', { 'template.yaml': template(site(byHand)).replace('WebsiteHealthcheck, ', '') }],
] as const)
  bad(`a wrong setting of the installed stack exits 2, wired by ${wiring}`, async () => {
    const { code, err } = await run(files, [], { env: { HEALTHCHECK_PATH: 'foo' } })
    assert.is(code, 2)
    assert.match(err, /^Error: HEALTHCHECK_PATH is foo; expected /)
  })

for (const [words, sentence] of [
  [['Stage=qa'], '--parameter-overrides Stage is qa; expected dev or prod.'],
  [['Sizes=1,3'], '--parameter-overrides Sizes is 3; expected 1 or 2.'],
  [['ParameterKey=Stage'], '--parameter-overrides has ParameterKey=… as entry 1; expected Name=value or'],
] as const)
  bad(`a value that is not allowed, ${words}, exits 2`, async () => {
    const parameters = `Parameters:
  Stage: { Type: String, AllowedValues: [dev, prod] }
  Sizes: { Type: List<Number>, AllowedValues: [1, 2], Default: '1' }
`
    const files = { 'template.yaml': template(site(answering(200))).replace('Resources', `${parameters}Resources`) }
    const { code, err } = await run(files, ['--parameter-overrides', ...words])
    assert.is(code, 2)
    assert.ok(err.includes(sentence), err)
    assert.is((await run(files, ['--parameter-overrides', 'Stage=dev', 'Sizes=2,1'])).code, 0)
  })

bad.run()
