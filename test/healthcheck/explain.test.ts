import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { metricDimension, metricNames, metricNamespace } from '../../healthcheck/metric-names.ts'
import { reasons } from '../../healthcheck/reasons.ts'
import type { Handler } from '../helpers/aws-account.ts'
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

const metrics = suite('metrics')

for (const [title, functions, expected] of [
  ['a healthy version', { Site: () => ({}) }, [true, false, false]],
  ['an unhealthy version', { Site: () => ({ statusCode: 500 }) }, [false, true, false]],
  ['a version that could not be probed', { Other: () => ({}) }, [false, false, true]],
] as const)
  metrics(`count ${title}`, async () => {
    const content =
      '{"Resources":[{"Site":{"Type":"AWS::Lambda::Function","Properties":{"Name":"Site","CurrentVersion":"11","TargetVersion":"12"}}}]}'
    const { metrics } = await runHook({ functions, content })
    const [measured, ...others] = metrics
    assert.equal(others, [])
    assert.equal([measured?.healthy, measured?.unhealthy, measured?.couldNotAsk], expected)
    assert.equal([measured?.functionName, measured?.durationMs], ['Site', 0])
  })

metrics('keep the names that dashboards and alarms know', () => {
  assert.equal([metricNamespace, metricDimension], ['codedeployhook', 'FunctionName'])
  assert.equal(metricNames, {
    healthy: 'Healthy',
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
