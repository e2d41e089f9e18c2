import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { inline, runRehearse, site } from '../run-rehearse.ts'
import { answering, template } from './templates.ts'

// `rehearse --first` as a user runs it: the real macro, gate and function, each in a process of its own.

const withMetadata = (settings: string, properties: string, name = 'Site') =>
  site(properties, name).replace('Properties', `Metadata: { WebsiteHealthcheck: { ${settings} } }\n    Properties`)

const unwrapped = (text: string) => text.replace(/\s+/g, ' ')

type Json = {
  first: boolean
  status: string
  functions: {
    logicalId: string
    alias: object
    reported: boolean
    waived: string | null
    stackEvent: { logicalId: string; status: string; reason: string | null }
    timeline: { atSeconds: number; event: string; text: string }[]
  }[]
  leftAlone: { logicalId: string; code: string }[]
}

const first = suite('a rehearsed first deployment')

first('of a healthy version creates the alias', async () => {
  const { code, out, err } = await runRehearse(template('StackGate: true', site(answering(200))), ['--first'])
  assert.equal([code, err], [0, ''], out)
  for (const fact of [
    /^Rehearsal of a first deployment of template\.yaml\n/,
    /Published {11}version 1; alias live waits for\s+SiteHealthcheck\n/,
    /CustomResource {6}CloudFormation creates SiteHealthcheck and\s+runs\s+WebsiteHealthcheckGate\n/,
    /Request {13}version 1: GET \/healthcheck\n/,
    /Answer {14}version 1: 200 hello in \d+ ms\n/,
    /Response {12}SUCCESS\n/,
    /AllowTraffic {8}alias live is created: version 1 100 %\n/,
    /\n {2}Succeeded Site:1 GET \/healthcheck -> 200 in \d+ ms\n {2}Alias live: created, version 1\n/,
    /\nFirst deployment Succeeded \(1 of 1 function healthy\)\n$/,
  ])
    assert.match(out, fact)
  assert.not.match(out, /CodeDeploy|stack's events/)
})

first("of a version that answers 502 fails the stack, with the gate's reason in its events", async () => {
  const { code, out } = await runRehearse(template('StackGate: true', site(answering(502))), ['--first'])
  assert.is(code, 1, out)
  for (const fact of [
    /Response {12}FAILED\n.* Rollback {12}alias live is not created\n/,
    /Rollback {12}CloudFormation rolls back the stack, which\s+ends in ROLLBACK_COMPLETE and can only be\s+deleted\n/,
    /\n {2}Failed Healthcheck\.ResponseCodeMismatch Site:1 GET \/healthcheck -> 502 in \d+ ms \(there is no live version\)\n/,
    /\n {2}The stack's events, which sam deploy prints: SiteHealthcheck CREATE_FAILED\n/,
    /\n {2}Alias live: not created\n/,
    /\nFirst deployment Failed \(0 of 1 function healthy\)\n$/,
  ])
    assert.match(out, fact)
  assert.match(
    unwrapped(out),
    /Received response status \[FAILED\] from custom resource\. Message returned: Failed Healthcheck\.ResponseCodeMismatch Site:1 GET \/healthcheck -> 502 in \d+ ms \(there is no live version\)\. The status code is 502; expected 200-399\. .* Log: https:\S+ \(RequestId: [\da-f-]{36}\)/,
  )
  assert.not.match(out, /--live/)
})

first('gives a failure a minute, as in a stack that is being created, on a clock that does not wait', async () => {
  const words = ['--first', '--format', 'json']
  const { out } = await runRehearse(template('StackGate: true', site(answering(502))), words)
  const [{ timeline = [] } = {}] = (JSON.parse(out) as Json).functions
  const answers = timeline.flatMap(({ event, text }) => (event === 'Answer' ? [text] : []))
  assert.is(answers.length, 2)
  assert.match(answers[1] ?? '', /^the same to \d+ more requests$/)
  const response = timeline.find(({ event }) => event === 'Response')
  assert.ok(response && response.atSeconds >= 55 && response.atSeconds < 120, String(response?.atSeconds))
})

first('of a version that is healthy within that minute succeeds', async () => {
  const warming = inline('let count = 0\nexports.handler = async () => ({ statusCode: ++count < 3 ? 503 : 200 })')
  const { code, out } = await runRehearse(template('StackGate: true', site(warming)), ['--first'])
  assert.is(code, 0, out)
  assert.match(
    out,
    /: 503 in \d+ ms\n.* Gate .*probes again for up to 60 s(.|\n)*the same to 1 more request\n.* Request .*\n.*: 200 in \d+ ms\n/,
  )
})

first('of a version that crashes on import shows its own log, and the stack only the kind of error', async () => {
  const crashing = inline("throw new Error('no hunter2')")
  const { code, out } = await runRehearse(template('StackGate: true', site(crashing)), ['--first'])
  assert.is(code, 1, out)
  assert.match(out, /Failed Healthcheck\.FunctionError Site:1 GET \/healthcheck -> Error in /)
  assert.match(out, /last log lines:\n {6}ERROR Uncaught Exception Error: no hunter2/)
  const [, events = ''] = out.split("The stack's events")
  assert.match(unwrapped(events), /Failed Healthcheck\.FunctionError Site:1 .* -> Error in/)
  assert.not.match(events, 'hunter2')
})

first('with Mode: Warn lets through what failed, and says so', async () => {
  const files = template('StackGate: true, Mode: Warn', site(answering(502)))
  const { code, out } = await runRehearse(files, ['--first'])
  assert.is(code, 0, out)
  assert.match(out, /Response {12}SUCCESS\n/)
  assert.match(out, /Succeeded Healthcheck\.ResponseCodeMismatch Site:1 .* \(Mode is Warn\)/)
  assert.match(out, /First deployment Succeeded \(0 of 1 function healthy; 1 let through\)/)
})

first('is that of the whole stack: one function that fails takes the alias of the other', async () => {
  const files = template('StackGate: true', site(answering(200)), site(answering(500), 'Shop'))
  const { code, out } = await runRehearse(files, ['--first', '--format', 'json'])
  const { status, functions } = JSON.parse(out) as Json
  assert.equal([code, status], [1, 'Failed'])
  assert.equal(
    functions.map(({ logicalId, alias, stackEvent }) => [logicalId, alias, stackEvent.status]),
    [
      ['Site', { name: 'live', before: null, after: null }, 'CREATE_COMPLETE'],
      ['Shop', { name: 'live', before: null, after: null }, 'CREATE_FAILED'],
    ],
  )
})

first.run()

const without = suite('a function without StackGate')

const off =
  /Site is left alone: StackGate is false, and CodeDeploy runs no hook when an alias is created, so its first deployment is not probed; set Metadata\.WebsiteHealthcheck\.StackGate: true\./

without('is not rehearsed: the sentence says why, and what to set', async () => {
  const { code, out, err } = await runRehearse(template('Mode: Auto', site(answering(200))), ['--first'])
  assert.equal([code, out], [2, ''])
  assert.match(err, off)
})

without('is left alone where another one has it', async () => {
  const files = template('Mode: Auto', site(answering(500)), withMetadata('StackGate: true', answering(200), 'Shop'))
  const text = await runRehearse(files, ['--first'])
  assert.is(text.code, 0, text.out)
  assert.match(unwrapped(text.out), off)
  assert.match(text.out, /\nFirst deployment Succeeded \(1 of 1 function healthy\)\n/)
  const { functions, leftAlone } = JSON.parse((await runRehearse(files, ['--first', '--format', 'json'])).out) as Json
  assert.equal(
    functions.map(({ logicalId }) => logicalId),
    ['Shop'],
  )
  assert.equal(
    leftAlone.map(({ logicalId, code }) => [logicalId, code]),
    [['Site', 'StackGate.Off']],
  )
})

without('has it where the installed stack sets it', async () => {
  const env = { HEALTHCHECK_STACK_GATE: 'true' }
  const { code, out } = await runRehearse(template('Mode: Auto', site(answering(200))), ['--first'], { env })
  assert.is(code, 0, out)
})

without('needs no macro where the author has written the custom resource', async () => {
  const wiring = `AutoPublishAlias: live
      DeploymentPreference: { Type: AllAtOnce, Hooks: { PreTraffic: !Ref Probe } }
      ${answering(200)}`
  const probe = `  Probe:
    Type: Custom::WebsiteHealthcheck
    Properties:
      ServiceToken: !ImportValue WebsiteHealthcheckGate
      FunctionName: !Ref Site
      Version: !GetAtt Site.Version.Version
`
  const files = { 'template.yaml': `Transform: AWS::Serverless-2016-10-31\nResources:\n${site(wiring)}${probe}` }
  const { code, out } = await runRehearse(files, ['--first'])
  assert.is(code, 0, out)
  assert.match(out, /alias live waits for Probe\n/)
})

without('that the author wired is told apart from one whose setting is off', async () => {
  const wiring = `AutoPublishAlias: live
      DeploymentPreference: { Type: AllAtOnce, Hooks: { PreTraffic: !ImportValue PreTrafficHook } }
      ${answering(200)}`
  const files = { 'template.yaml': `Transform: AWS::Serverless-2016-10-31\nResources:\n${site(wiring)}` }
  const { code, err } = await runRehearse(files, ['--first'])
  assert.is(code, 2)
  assert.match(err, /its PreTraffic hook is not a custom resource of StackGate/)
})

without.run()

const options = suite('the options of a first deployment')

for (const [title, words, sentence] of [
  ['no live version', ['--live'], /^Error: --live and --first exclude each other: /],
  ['no shift of traffic', ['--type', 'Canary10Percent5Minutes'], /^Error: --type and --first exclude each other: /],
] as const)
  options(`has ${title}`, async () => {
    const { code, err } = await runRehearse(template('StackGate: true', site(answering(200))), ['--first', ...words])
    assert.is(code, 2)
    assert.match(err, sentence)
  })

options('run a handler of the user’s choice', async () => {
  const files = {
    ...template('StackGate: true', site('CodeUri: src')),
    'dist/app.cjs': 'exports.run = async () => ({ statusCode: 200, body: process.env.AWS_LAMBDA_FUNCTION_VERSION })',
  }
  const { code, out } = await runRehearse(files, ['--first', '--handler', 'dist/app.run'])
  assert.is(code, 0, out)
  assert.match(out, /version 1: 200 1 in/)
})

options('write JUnit with the reason in the stack’s events', async () => {
  const files = template('StackGate: true', site(answering(502)))
  const { code, out } = await runRehearse(files, ['--first', '--format', 'junit'])
  assert.is(code, 1)
  assert.match(out, /<failure message="Failed Healthcheck\.ResponseCodeMismatch Site:1 /)
  assert.match(out, /SiteHealthcheck CREATE_FAILED\nReceived response status \[FAILED\] from custom resource\./)
})

options.run()
