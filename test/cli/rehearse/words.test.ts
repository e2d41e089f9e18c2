import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createPaint } from '../../../cli/command-line/paint.ts'
import { createClock } from '../../../cli/rehearse/aws/clock.ts'
import { describeAnswer, describeRequest } from '../../../cli/rehearse/aws/describe.ts'
import { stepsOf } from '../../../cli/rehearse/aws/traffic.ts'
import { parseHookLog } from '../../../cli/rehearse/deployment/log.ts'
import type { Rehearsed } from '../../../cli/rehearse/deployment/timeline.ts'
import { formats } from '../../../cli/rehearse/formats.ts'
import { lambdaEnvironment } from '../../../cli/rehearse/sandbox/environment.ts'
import { reasons } from '../../../macro/left-alone.ts'
import { deploymentTypes } from '../../../sam/deployment-types.ts'

const traffic = suite('stepsOf')

for (const [type, steps] of [
  ['AllAtOnce', '100 % at 0'],
  ['CodeDeployDefault.LambdaAllAtOnce', '100 % at 0'],
  ['Canary10Percent5Minutes', '10 % at 0, 100 % at 5'],
  ['CodeDeployDefault.LambdaCanary10Percent30Minutes', '10 % at 0, 100 % at 30'],
  ['Linear50PercentEvery2Minutes', '50 % at 0, 100 % at 2'],
  ['Linear40PercentEvery1Minute', '40 % at 0, 80 % at 1, 100 % at 2'],
] as const)
  traffic(`${type}: ${steps}`, () => {
    assert.is(
      stepsOf(type)
        ?.map(({ percent, afterMinutes }) => `${percent} % at ${afterMinutes}`)
        .join(', '),
      steps,
    )
  })

traffic('does not guess at a configuration of the user’s own', () => {
  assert.is(stepsOf('MyDeploymentConfig'), undefined)
})

traffic('knows every type of SAM, and each one ends at 100 %', () => {
  for (const type of deploymentTypes) assert.is(stepsOf(type)?.at(-1)?.percent, 100, type)
})

traffic.run()

const clock = suite('createClock')

clock('goes forward without waiting, never back', () => {
  let now = 1_000
  const { nowMs, skip, skipTo } = createClock(() => now)
  now += 5
  assert.is(nowMs(), 5)
  skip(60_000)
  assert.is(nowMs(), 60_005)
  skipTo(50_000)
  assert.is(nowMs(), 60_005)
  skipTo(3_600_000)
  assert.is(nowMs(), 3_600_000)
})

clock.run()

const request = suite('describeRequest')

for (const [event, text] of [
  [{ httpMethod: 'GET', path: '/up' }, 'GET /up'],
  [{ httpMethod: 'GET', path: '/up', queryStringParameters: { deep: '1' } }, 'GET /up?deep=1'],
  [{ rawPath: '/up', rawQueryString: 'deep=1', requestContext: { http: { method: 'HEAD' } } }, 'HEAD /up?deep=1'],
  [{ rawPath: '/up', rawQueryString: '', requestContext: { http: { method: 'GET' } } }, 'GET /up'],
  [{ other: 1 }, '{"other":1}'],
] as const)
  request(`${JSON.stringify(event)} is ${text}`, () => {
    assert.is(describeRequest(JSON.stringify(event)), text)
  })

request.run()

const answer = suite('describeAnswer')
const payload = (body: unknown) => ({ body: JSON.stringify(body) })

for (const [given, text] of [
  [payload({ statusCode: 200, body: 'fine' }), '200 fine'],
  [payload({ statusCode: 204 }), '204'],
  [payload({ statusCode: 200, body: 'ZmluZQ==', isBase64Encoded: true }), '200 fine'],
  [payload({ statusCode: 200, body: 'a\n\u001B[31mb' }), '200 a [31mb'],
  [payload({ statusCode: 200, body: 'x'.repeat(200) }), `200 ${'x'.repeat(99)}…`],
  [payload('hello'), '"hello"'],
  [payload(null), 'null'],
  [
    { headers: { 'x-amz-function-error': 'Unhandled' }, ...payload({ errorType: 'Error', errorMessage: 'no' }) },
    'Error: no',
  ],
  [
    {
      headers: { 'x-amz-function-error': 'Unhandled' },
      ...payload({ errorType: 'Runtime.ExitError', errorMessage: 'RequestId: 1-2 Error: Runtime exited' }),
    },
    'Runtime.ExitError: Runtime exited',
  ],
  [
    {
      status: 429,
      headers: { 'x-amzn-errortype': 'TooManyRequestsException' },
      ...payload({ message: 'Rate Exceeded.' }),
    },
    'TooManyRequestsException: Rate Exceeded.',
  ],
  ['destroy', 'the connection was cut'],
] as const)
  answer(`${JSON.stringify(given).slice(0, 60)} is ${text.slice(0, 60)}`, () => {
    assert.is(describeAnswer(given), text)
  })

answer.run()

const log = suite('parseHookLog')

for (const [text, line] of [
  ['{"message":"Passed Site:2","status":"Succeeded"}\n{"message":"more"}', 'Passed Site:2'],
  ['START\n{"message":"hello"}\n{"message":"Unhealthy Site:2","status":"Failed"}', 'Unhealthy Site:2'],
  ['{"message":"hello"}\n{"message":"Failed to do without"}', 'hello'],
  ['{"message":"hello"}', 'hello'],
  ['{broken\n{"message":5}\nplain', undefined],
  ['', undefined],
] as const)
  log(`finds ${line ?? 'nothing'}`, () => {
    assert.is(parseHookLog(text).verdict, line)
  })

log('takes the reason from the record behind the verdict, without what Lambda itself logs', () => {
  const records = [
    { message: 'Failed to load a plugin.' },
    { message: 'Failed Healthcheck.Timeout Site:2 GET / -> no answer in 5 ms', subject: 'Site:2', status: 'Failed' },
    {
      message: 'It did not answer.',
      subject: 'Site:2',
      reason: 'Healthcheck.Timeout',
      functionLog: ['START RequestId: 1 Version: 2', 'mine', 'END RequestId: 1', 'REPORT RequestId: 1\tDuration: 1 ms'],
    },
  ]
  const { reason, sentence, functionLog } = parseHookLog(records.map(record => JSON.stringify(record)).join('\n'))
  assert.equal([reason, sentence, functionLog], ['Healthcheck.Timeout', 'It did not answer.', ['mine']])
})

log.run()

const environment = suite('lambdaEnvironment')

environment('takes nothing from the user but what a program needs to start', () => {
  const user = { PATH: '/bin', HOME: '/home/me', AWS_PROFILE: 'prod', AWS_SESSION_TOKEN: 'mine', NODE_OPTIONS: '--x' }
  const lambda = { region: 'eu-west-1', name: 'Site', version: '2', memoryMegabytes: 128, handler: 'a.b', root: '/x' }
  const made = lambdaEnvironment({ ...lambda, runtime: 'nodejs24.x', endpointUrl: 'http://e' }, { MINE: '1' }, user)
  assert.equal(
    [made.PATH, made.HOME, made.AWS_PROFILE, made.AWS_SESSION_TOKEN, made.NODE_OPTIONS, made.MINE],
    ['/bin', undefined, undefined, 'rehearsal', undefined, '1'],
  )
})

environment.run()

const format = suite('formats')
const rehearsed: Rehearsed = {
  logicalId: 'Site',
  name: 'Site',
  status: 'Failed',
  alias: 'live',
  before: '1',
  after: '1',
  reported: true,
  verdict: 'Failed Healthcheck.ResponseCodeMismatch Site:2 GET /healthcheck -> 502 in 8 ms',
  reason: 'Healthcheck.ResponseCodeMismatch',
  sentence: 'The status code is 502; expected 200-399.',
  functionLog: Array.from({ length: 12 }, (_, index) => `line <${index}>\u001B`),
  moments: [
    { atMs: 0, event: 'Published', text: 'version 2' },
    { atMs: 61_500, event: 'Answer', text: 'version 2: 502 <b>"no" & no\u0007</b>' },
  ],
}
const result = {
  file: 'template.yaml',
  first: false,
  status: 'Failed' as const,
  functions: [rehearsed],
  notRehearsed: [{ logicalId: 'Java', reason: 'Java.Runtime is java21, which does not run here.', elsewhere: true }],
  leftAlone: [{ logicalId: 'Worker', path: ['Resources', 'Worker'], reason: reasons.noApiEvent }],
  live: undefined,
}

format('text is for people', () => {
  assert.is(
    formats.text(result, createPaint({}, {})),
    `Rehearsal of template.yaml

Site
      0.00 s  Published           version 2
   1 min 1 s  Answer              version 2: 502 <b>"no" & no\\u0007</b>
  Failed Healthcheck.ResponseCodeMismatch Site:2 GET /healthcheck -> 502 in 8 ms
    The status code is 502; expected 200-399.
    The function's last log lines (2 earlier not shown):
${[2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map(index => `      line <${index}>\\u001b`).join('\n')}
    What to do: Read the body and the log lines in the record. If that answer is
    fine, set Path or Matcher.
  The live version 1 was not probed; use --live to compare with the last commit
  Alias live: version 1 before, version 1 after

Java is not rehearsed:
  Java.Runtime is java21, which does not run here.
What to do: run, in two terminals
  sam local start-lambda
  codedeployhook rehearse template.yaml --function Java --endpoint-url http://127.0.0.1:3001

Worker is left alone: it has no Api or HttpApi event; set
  Metadata.WebsiteHealthcheck.Enabled: true to gate it.

Deployment Failed (0 of 1 function healthy; 1 not rehearsed)
`,
  )
})

format('text says when the hook said Succeeded but its report was not received', () => {
  const unheard = { ...rehearsed, reported: false, verdict: 'Succeeded Site:2 GET / -> 200 in 3 ms' }
  assert.match(
    formats.text({ ...result, functions: [unheard] }, createPaint({}, {})),
    /Failed, because the hook reported nothing; its log says: Succeeded Site:2/,
  )
})

const warned: Rehearsed = {
  ...rehearsed,
  status: 'Succeeded',
  waived: 'Mode is Warn',
  verdict: 'Succeeded Healthcheck.Timeout Site:2 GET / -> no answer in 5 ms (Mode is Warn)',
}
const letThrough = { ...result, notRehearsed: [], status: 'Succeeded' as const, functions: [warned] }

format('text does not count what Mode: Warn lets through as healthy', () => {
  const text = formats.text(letThrough, createPaint({}, { FORCE_COLOR: '1' }))
  assert.ok(text.endsWith('\u001B[1mDeployment Succeeded\u001B[22m (0 of 1 function healthy; 1 let through)\n'), text)
  assert.ok(text.includes('\u001B[1mSucceeded Healthcheck.Timeout'), text)
})

const unproven: Rehearsed = {
  ...rehearsed,
  status: 'Succeeded',
  unproven: 'no worse than version 1',
  whatToDo: 'Set Path.',
  verdict: 'Succeeded Healthcheck.ResponseCodeMismatch Site:2 GET / -> 404 in 5 ms (no worse than version 1)',
}

format('an unproven release is not healthy in any of them, and says what to do', () => {
  const found = { ...letThrough, functions: [unproven] }
  const text = formats.text(found, createPaint({}, {}))
  assert.match(text, /\(0 of 1 function healthy; 1 unproven\)\n$/)
  assert.match(text, /What to do: Set Path\./)
  const [one] = JSON.parse(formats.json(found, createPaint({}, {}))).functions
  assert.equal([one.unproven, one.whatToDo], ['no worse than version 1', 'Set Path.'])
  const xml = formats.junit(found, createPaint({}, {}))
  assert.match(xml, /skipped="2"/)
  assert.match(xml, /<skipped message="Succeeded .* \(no worse than version 1\)">.*What to do: Set Path\./s)
})

format('junit skips what Mode: Warn lets through', () => {
  const xml = formats.junit(letThrough, createPaint({}, {}))
  assert.match(xml, /failures="0" errors="0" skipped="2"/)
  assert.match(xml, /<skipped message="Succeeded Healthcheck.Timeout .*">The status code is 502; expected 200-399\./)
})

format('text keeps to 80 columns, but for the line to search for and what the function logged', () => {
  const text = 'version 2: 200 {"status":"ok"} and a long body that goes on until it has reached 100 ms in 1234 ms'
  const long = { ...rehearsed, functionLog: [], moments: [{ atMs: 0, event: 'Answer' as const, text }] }
  const printed = formats.text({ ...result, notRehearsed: [], functions: [long] }, createPaint({}, {}))
  for (const line of printed.split('\n')) assert.ok(line.length <= 80, line)
  assert.match(printed, /Answer {14}version 2: .*\n {34}\S.* 100 ms.*\n {34}in 1234 ms\n/)
})

format('json is stable', () => {
  assert.equal(JSON.parse(formats.json(result, createPaint({}, {}))), {
    schemaVersion: 1,
    template: 'template.yaml',
    first: false,
    status: 'Failed',
    functions: [
      {
        logicalId: 'Site',
        status: 'Failed',
        alias: { name: 'live', before: '1', after: '1' },
        reported: true,
        verdict: rehearsed.verdict,
        reason: 'Healthcheck.ResponseCodeMismatch',
        sentence: 'The status code is 502; expected 200-399.',
        whatToDo: 'Read the body and the log lines in the record. If that answer is fine, set Path or Matcher.',
        functionLog: rehearsed.functionLog,
        waived: null,
        unproven: null,
        live: null,
        stackEvent: null,
        timeline: [
          { atSeconds: 0, event: 'Published', text: 'version 2' },
          { atSeconds: 61.5, event: 'Answer', text: 'version 2: 502 <b>"no" & no\u0007</b>' },
        ],
      },
    ],
    notRehearsed: [
      {
        logicalId: 'Java',
        reason: 'Java.Runtime is java21, which does not run here.',
        commands: [
          'sam local start-lambda',
          'codedeployhook rehearse template.yaml --function Java --endpoint-url http://127.0.0.1:3001',
        ],
      },
    ],
    leftAlone: [{ logicalId: 'Worker', code: 'Route.None', reason: reasons.noApiEvent.text }],
  })
})

format('junit is XML that a CI server can read', () => {
  const xml = formats.junit(result, createPaint({}, {}))
  for (const part of [
    '<testsuite name="codedeployhook rehearse template.yaml" tests="3" failures="1" errors="1" skipped="1" time="61.5">',
    '<testcase name="Java"><error message="Java.Runtime is java21, which does not run here.">sam local start-lambda\n',
    '<failure message="Failed Healthcheck.ResponseCodeMismatch Site:2 GET /healthcheck -&gt; 502 in 8 ms">The status code is 502; expected 200-399.\n',
    '  line &lt;11&gt;\\u001b\nWhat to do: Read the body',
    '502 &lt;b&gt;"no" &amp; no\\u0007&lt;/b&gt;</system-out>',
    '<testcase name="Worker"><skipped message="it has no Api or HttpApi event; set Metadata.WebsiteHealthcheck.Enabled: true to gate it"/></testcase>',
  ])
    assert.ok(xml.includes(part), xml)
})

format.run()
