import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { failure } from '../../cli/rehearse/aws/endpoint.ts'
import { consoleUrl, logUrl } from '../../healthcheck/console.ts'
import { keysOf } from '../../healthcheck/keys.ts'
import { logCommand } from '../../healthcheck/log-command.ts'
import { metricDimension, metricNames, metricNamespace } from '../../healthcheck/metric-names.ts'
import { reasons } from '../../healthcheck/reasons.ts'
import { observationOf } from '../../healthcheck/verdict.ts'
import type { Handler } from '../helpers/aws-account.ts'
import { silence } from '../helpers/hook-clock.ts'
import { runHook } from '../helpers/hook-run.ts'

const explain = suite('explain')

const oneOfAll: Handler = () => ({
  statusCode: 500,
  headers: { 'Set-Cookie': 'session=s3cret-of-the-answer' },
  body: `${'x'.repeat(1_023)}üEND`,
})

explain('begins with a line that can be searched for, and then says why in one record', async () => {
  const { log } = await runHook({ functions: { Site: oneOfAll }, functionLog: 'START\nno database\nEND\n' })
  assert.is(log[0]?.message, 'Failed Healthcheck.ResponseCodeMismatch Site:12 GET /healthcheck -> 500 in 0 ms')
  assert.equal(log[0]?.details, {
    deploymentId: 'd-ABCDEF123',
    subject: 'Site:12',
    reason: 'Healthcheck.ResponseCodeMismatch',
    status: 'Failed',
  })
  const { body, ...details } = log[1]?.details ?? {}
  assert.equal(details, {
    deploymentId: 'd-ABCDEF123',
    subject: 'Site:12',
    functionName: 'Site',
    currentVersion: '11',
    targetVersion: '12',
    request: { method: 'GET', path: '/healthcheck', format: 'REST API 1.0' },
    reason: 'Healthcheck.ResponseCodeMismatch',
    statusCode: 500,
    functionLog: ['START', 'no database', 'END'],
    durationMs: 0,
    attempts: 1,
    whatToDo: reasons['Healthcheck.ResponseCodeMismatch'].whatToDo,
    liveVersion: { reason: 'Healthcheck.ResponseCodeMismatch', statusCode: 500, durationMs: 0, error: undefined },
  })
  assert.ok(log.every(({ level }) => level === 'error'))
})

explain('keeps of the body its first 1 KB, and no half of a character', async () => {
  const { log } = await runHook({ functions: { Site: oneOfAll } })
  assert.is(log[1]?.details.body, 'x'.repeat(1_023))
})

explain('says what the function threw', async () => {
  const throws: Handler = () => {
    throw new TypeError('Cannot read properties of undefined')
  }
  const { log } = await runHook({ functions: { Site: throws } })
  assert.is(log[0]?.message, 'Failed Healthcheck.FunctionError Site:12 GET /healthcheck -> TypeError in 0 ms')
  assert.equal(log[1]?.details.error, { name: 'TypeError', message: 'Cannot read properties of undefined' })
})

const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`key${i}`, i]))
const long = (letter: string) => letter.repeat(5_000_000)

for (const [title, site, tags] of [
  ['an error type', () => Promise.reject(Object.assign(new Error('no'), { name: long('E') })), {}],
  ['an error message', () => Promise.reject(new Error(long('ü'))), {}],
  ['an unknown key', () => ({ [long('k')]: 1 }), {}],
  ['many unknown keys', () => keys(10_000), {}],
  ['the name of a header', () => ({ headers: { [long('h')]: {} } }), {}],
  ['a status code', () => ({ statusCode: long('2') }), {}],
  ['a text', () => long('x'), {}],
  ['a body', () => ({ statusCode: 500, body: long('b') }), {}],
  ['a map without a status code', () => ({ headers: {}, [long('k')]: 1 }), { EventType: 'HttpApi', Matcher: '404' }],
] as const)
  explain(`logs little of ${title} of 5 MB`, async () => {
    const wanted = Object.fromEntries(
      Object.entries(tags).map(([name, value]) => [`websitehealthcheck:${name}`, value]),
    )
    const { log, reported } = await runHook({
      functions: { Site: site },
      tags: { 'websitehealthcheck:EventType': 'Api', ...wanted },
    })
    assert.equal(reported, ['Failed'])
    for (const { message, details } of log)
      assert.ok(message.length < 3_000 && JSON.stringify(details).length < 6_000, `${message.length} characters`)
  })

explain('logs of a body that was meant as a response with headers nothing but its keys', async () => {
  const site: Handler = () => ({ headers: { 'Set-Cookie': 'session=s3cret' }, cookies: ['a=s3cret'], body: 'Hi' })
  const tags = { 'websitehealthcheck:EventType': 'HttpApi' }
  const { log, reported } = await runHook({ functions: { Site: site }, tags })
  assert.equal([reported, log[1]?.details.body], [['Succeeded'], 'a map with the keys headers, cookies, body'])
  assert.not.match(JSON.stringify(log), /s3cret/)
})

explain('logs the lines of the function after a failure only', async () => {
  const functionLog = 'START\nno database\nEND\n'
  const healthy = await runHook({ functions: { Site: () => ({ statusCode: 200 }) }, functionLog })
  assert.is(healthy.log[1]?.details.functionLog, undefined)
  const unhealthy = await runHook({ functions: { Site: () => ({ statusCode: 500 }) }, functionLog })
  assert.equal(unhealthy.log[1]?.details.functionLog, ['START', 'no database', 'END'])
})

explain('logs the path without its query string', async () => {
  const { log, lines } = await runHook({ tags: { 'websitehealthcheck:Path': '/up=3Ftoken=3Ds3cret' } })
  assert.match(lines[0] ?? '', /^Succeeded Site:12 GET \/up -> 200 /)
  assert.not.match(JSON.stringify(log), /s3cret/)
})

explain('says what to do about each reason, and nothing about a healthy version', async () => {
  const { log } = await runHook({ functions: { Site: oneOfAll } })
  assert.is(log[1]?.details.whatToDo, reasons['Healthcheck.ResponseCodeMismatch'].whatToDo)
  assert.not.ok('whatToDo' in ((await runHook()).log[1]?.details ?? {}))
})

for (const [statusCode, line] of [
  [200, 'The status code is 200, as expected.'],
  [
    404,
    'The status code is 404; expected 200-399. The live version 11 fails in the same way, so look beyond this release: at what the function depends on, or at the request. The deployment would have failed, but Mode is Warn.',
  ],
] as const)
  explain(`says of ${statusCode} where Mode is Warn: ${line}`, async () => {
    const tags = { 'websitehealthcheck:Mode': 'Warn' }
    const { lines } = await runHook({ functions: { Site: () => ({ statusCode }) }, tags })
    assert.is(lines[1], line)
  })

explain('says where a function logs that did not answer', async () => {
  const { log } = await runHook({ functions: { Site: (_, { clock, closed }) => silence(clock, closed) } })
  assert.match(String(log[1]?.details.whatToDo), / in \/aws\/lambda\/Site, unless .* of version 12\.$/)
})

for (const [statusCode, host, hint] of [
  [400, undefined, true],
  [403, undefined, true],
  [421, undefined, true],
  [404, undefined, false],
  [403, 'www.example.org', false],
] as const)
  explain(
    `${hint ? 'suggests' : 'does not suggest'} Host after ${statusCode} to ${host ?? 'the default'}`,
    async () => {
      const { log } = await runHook({
        functions: { Site: () => ({ statusCode }) },
        ...(host && { tags: { 'websitehealthcheck:Host': host } }),
      })
      const advice = String(log[1]?.details.whatToDo)
      assert.is(/ The function was probed as example\.com; if it .* set Host\.$/.test(advice), hint, advice)
    },
  )

for (const [title, payload, received] of [
  [
    'the keys of a map',
    { statusCode: 200, body: 'personal', cookies: [] },
    'a map with the keys statusCode, body, cookies',
  ],
  ['the beginning of a text', 'Bad gateway', '"Bad gateway"'],
] as const)
  explain(`logs of a malformed response ${title}`, async () => {
    const tags = { 'websitehealthcheck:EventType': 'Api' }
    const { log } = await runHook({ functions: { Site: () => payload }, tags })
    assert.equal([log[1]?.details.reason, log[1]?.details.received], ['Healthcheck.MalformedResponse', received])
  })

explain("names Lambda's reason, the attempts and the time after throttling to the end", async () => {
  const Reason = 'ReservedFunctionConcurrentInvocationLimitExceeded'
  const fault = () => ({
    status: 429,
    headers: { 'x-amzn-errortype': 'TooManyRequestsException' },
    body: JSON.stringify({ Reason, message: 'Rate Exceeded.' }),
  })
  const { log, lines, progress } = await runHook({ faults: { Invoke: fault } })
  const { elapsedMs, attempts, call, error } = log[1]?.details ?? {}
  assert.equal([elapsedMs, attempts, call], [45_750, 9, 'Lambda.Invoke'])
  assert.equal(error, { name: 'TooManyRequestsException', message: 'Rate Exceeded.', reason: Reason })
  assert.match(lines[0] ?? '', new RegExp(` -> TooManyRequestsException in ${elapsedMs} ms$`))
  assert.match(lines[1] ?? '', /Rate Exceeded \(Reserved.*\)\. It was tried \d+ times in \d+ s\.$/)
  assert.equal(
    progress.filter(({ details }) => details.event === 'Retrying').map(({ details }) => details.subject),
    ['Site:12'],
  )
})

explain('says that it has started, whatever comes of it', async () => {
  for (const options of [
    {},
    { faults: { GetDeployment: () => failure(400, 'InvalidDeploymentIdException', 'None.') } },
  ]) {
    const [first] = (await runHook(options)).progress
    assert.equal([first?.message, first?.level], ['Checking d-ABCDEF123, for up to 50 s.', 'info'])
    assert.equal(first?.details, { event: 'Started', deploymentId: 'd-ABCDEF123' })
  }
})

explain('says nothing of headers, credentials or the environment', async () => {
  const environment = { SECRET: 's3cret-of-the-environment', HEALTHCHECK_HOST: 'www.s3cret-of-the-host.example' }
  for (const site of [oneOfAll, () => ({ statusCode: 200, headers: { Authorization: ['s3cret'] } })])
    for (const attempt of [await runHook({ functions: { Site: site }, environment })])
      assert.not.match(JSON.stringify(attempt.log), /s3cret|AKIDEXAMPLE|codedeployhook\/|192\.0\.2/)
})

explain('and the metrics may fail: the verdict is reported all the same', async () => {
  const fails = () => {
    throw new Error('the log is full')
  }
  for (const statusCode of [200, 500]) {
    const { reported, thrown } = await runHook({
      functions: { Site: () => ({ statusCode }) },
      environment: { HEALTHCHECK_MODE: 'nonsense' },
      world: { log: { info: fails, warn: fails, error: fails }, metrics: fails },
    })
    assert.equal([reported, thrown], [[statusCode === 200 ? 'Succeeded' : 'Failed'], undefined])
  }
})

explain('survives a log that fails when the report does', async () => {
  const fails = () => {
    throw new Error('the log is full')
  }
  const { thrown } = await runHook({
    world: { log: { info: fails, warn: fails, error: fails } },
    faults: { PutLifecycleEventHookExecutionStatus: () => 'destroy' },
  })
  assert.match((thrown as Error).message, /^Succeeded could not be reported/)
})

explain.run()

const shown = suite('what the log shows')

shown('of an observation is what was observed, without empty keys', () => {
  assert.equal(observationOf({}), {})
  const all = {
    statusCode: 500,
    durationMs: 0,
    body: '',
    error: { name: 'Error', message: 'no' },
    functionLog: ['no database'],
    received: '',
    attempts: 2,
    elapsedMs: 0,
  }
  assert.equal(observationOf(all), all)
})

const names = Array.from({ length: 14 }, (_, i) => `k${i}`)
const mapOf = (count: number) => Object.fromEntries(names.slice(0, count).map(name => [name, 's3cret']))
for (const [map, expected] of [
  [{}, 'an empty map'],
  [mapOf(2), 'a map with the keys k0, k1'],
  [mapOf(12), `a map with the keys ${names.slice(0, 12).join(', ')}`],
  [mapOf(14), `a map with the keys ${names.slice(0, 12).join(', ')} and 2 others`],
] as const)
  shown(`of a map with ${Object.keys(map).length} keys is: ${expected}`, () => {
    assert.is(keysOf(map), expected)
  })

shown('can be printed with a command that names the log group and the deployment', () => {
  assert.is(
    logCommand('/aws/lambda/Hook', 'deploymentId', 'd-ABCDEF123'),
    `aws logs filter-log-events --log-group-name '/aws/lambda/Hook' --filter-pattern '{ $.deploymentId = "d-ABCDEF123" }' --query 'events[].message' --output text`,
  )
})

shown.run()

const pages = suite('a page of the console')

for (const [region, url] of [
  ['eu-west-1', 'https://console.aws.amazon.com/lambda'],
  ['cn-north-1', 'https://console.amazonaws.cn/lambda'],
  ['us-gov-west-1', 'https://console.amazonaws-us-gov.com/lambda'],
  ['us-iso-east-1', undefined],
  ['us-isob-east-1', undefined],
  ['eusc-de-east-1', undefined],
  ['', undefined],
] as const)
  pages(`in the Region ${region || 'without a name'} ${url ? `is at ${url}` : 'has no public address'}`, () => {
    assert.is(consoleUrl(region, 'lambda'), url)
  })

const logs = 'https://console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logsV2:log-groups/log-group'
for (const [title, group, stream, url] of [
  ['the group alone', '/aws/lambda/Site', undefined, `${logs}/$252Faws$252Flambda$252FSite`],
  [
    'one stream',
    '/aws/lambda/Site',
    '2026/11/24/[12]abc',
    `${logs}/$252Faws$252Flambda$252FSite/log-events/2026$252F11$252F24$252F$255B12$255Dabc`,
  ],
] as const)
  pages(`shows ${title} of a log, with names escaped twice`, () => {
    assert.is(logUrl('eu-west-1', group, stream), url)
  })

pages('has no log in a Region without a public address', () => {
  assert.is(logUrl('us-iso-east-1', '/aws/lambda/Site'), undefined)
})

pages.run()

const metrics = suite('metrics')

const worse: Handler = (_, { version }) => ({ statusCode: version === '12' ? 500 : 200 })

for (const [title, functions, expected] of [
  ['a healthy version', { Site: () => ({}) }, [true, false, false, false]],
  ['an unhealthy version', { Site: worse }, [false, false, true, false]],
  ['an unproven version', { Site: () => ({ statusCode: 404 }) }, [false, true, false, false]],
  ['a version that could not be probed', { Other: () => ({}) }, [false, false, false, true]],
] as const)
  metrics(`count ${title}`, async () => {
    const content =
      '{"Resources":[{"Site":{"Type":"AWS::Lambda::Function","Properties":{"Name":"Site","CurrentVersion":"11","TargetVersion":"12"}}}]}'
    const { metrics } = await runHook({ functions, content, tags: { 'websitehealthcheck:Mode': 'Compare' } })
    const [measured, ...others] = metrics
    assert.equal(others, [])
    assert.equal([measured?.healthy, measured?.unproven, measured?.unhealthy, measured?.couldNotAsk], expected)
    assert.equal([measured?.functionName, measured?.durationMs], ['Site', 0])
  })

metrics('have no duration of a version that was never probed', async () => {
  const { metrics } = await runHook({ faults: { ListTags: () => failure(403, 'AccessDeniedException', 'No.') } })
  assert.equal(metrics, [
    { functionName: 'Site', healthy: false, unproven: false, unhealthy: false, couldNotAsk: true },
  ])
})

metrics('keep the names that dashboards and alarms know', () => {
  assert.equal([metricNamespace, metricDimension], ['codedeployhook', 'FunctionName'])
  assert.equal(metricNames, {
    healthy: 'Healthy',
    unproven: 'Unproven',
    unhealthy: 'Unhealthy',
    couldNotAsk: 'CouldNotAsk',
    durationMs: 'Duration',
  })
})

metrics('are about functions: a deployment that names none has none', async () => {
  const { metrics } = await runHook({ content: '{}' })
  assert.equal(metrics, [])
})

metrics.run()

const codes = suite('reason codes')

codes('each have a meaning and something to do', () => {
  for (const { meaning, whatToDo } of Object.values(reasons)) {
    assert.match(meaning, /^[A-Z].+\.$/)
    assert.match(whatToDo, /^[A-Z].+\.$/)
  }
})

codes.run()
