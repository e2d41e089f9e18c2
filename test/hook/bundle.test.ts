import { execFile } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { failure } from '../../cli/rehearse/aws/endpoint.ts'
import { metricDimension, metricNames, metricNamespace } from '../../healthcheck/metric-names.ts'
import { type AccountOptions, appSpecOf, startAccount } from '../helpers/aws-account.ts'
import { createClock } from '../helpers/hook-clock.ts'
import { hookArn, hookEvent } from '../helpers/hook-run.ts'

// What `npm run build` made, alone in an empty folder, as the Lambda runtime imports it.

const bundle = suite('dist/hook')
const built = fileURLToPath(new URL('../../dist/hook/', import.meta.url))

const script = (remainingMs: number) => `
  import { handler } from './index.mjs'
  await handler(${JSON.stringify(hookEvent)}, {
    invokedFunctionArn: '${hookArn}',
    awsRequestId: '8476a536-e9f4-11e8-9739-2dfe598c3fcd',
    getRemainingTimeInMillis: () => ${remainingMs},
  })
  console.log('handled')`

type Output = { exitCode: number; stdout: string; lines: Record<string, unknown>[] }

const run = async (options: AccountOptions, variables: Record<string, string> = {}, remainingMs = 600_000) => {
  const account = await startAccount(options, createClock())
  const folder = await mkdtemp(join(tmpdir(), 'codedeployhook-'))
  await cp(built, folder, { recursive: true })
  const env = { ...account.environment, AWS_LAMBDA_FUNCTION_NAME: 'CodeDeployHook_LambdaWebsite', ...variables }
  const output = await new Promise<Output>(resolve =>
    execFile(
      process.execPath,
      ['--no-warnings', '--input-type=module', '--eval', script(remainingMs)],
      { cwd: folder, env },
      (error, stdout, stderr) =>
        resolve({
          exitCode: Number(error?.code ?? 0),
          stdout,
          // errors are written to the other stream
          lines: `${stderr}${stdout}`
            .split('\n')
            .filter(line => line.startsWith('{'))
            .map(line => JSON.parse(line))
            // without what is logged on the way
            .filter(({ event }) => event === undefined),
        }),
    ),
  )
  await account.close()
  await rm(folder, { recursive: true })
  return { ...output, reported: account.reported, calls: account.calls }
}

bundle('reports the verdict and logs it in JSON', async () => {
  const { exitCode, lines, reported, calls } = await run({})
  assert.equal([exitCode, reported, calls.length], [0, ['Succeeded'], 5])
  assert.match(String(lines[0]?.message), /^Succeeded Site:12 GET \/healthcheck -> 200 in \d+ ms$/)
  assert.equal([lines[0]?.level, lines[0]?.service], ['INFO', 'codedeployhook'])
  assert.equal([lines[1]?.deploymentId, lines[1]?.statusCode], ['d-ABCDEF123', 200])
})

bundle('writes no metrics where the parameter Metrics of the stack is false', async () => {
  const { lines, reported } = await run({}, { POWERTOOLS_METRICS_DISABLED: 'true' })
  assert.equal([reported, lines.filter(line => '_aws' in line)], [['Succeeded'], []])
})

bundle('writes the metrics that dashboard and alarm read, per function and over all', async () => {
  const { lines } = await run({ functions: { Site: () => ({ statusCode: 500 }) } })
  const { _aws, ...values } = lines.find(line => '_aws' in line) ?? {}
  const [metrics] = (_aws as { CloudWatchMetrics: Record<string, unknown>[] }).CloudWatchMetrics
  assert.equal([metrics?.Namespace, metrics?.Dimensions], [metricNamespace, [[metricDimension], []]])
  const { [metricNames.durationMs]: duration, ...counts } = values
  assert.equal(counts, {
    [metricDimension]: 'Site',
    [metricNames.healthy]: 0,
    [metricNames.unhealthy]: 1,
    [metricNames.couldNotAsk]: 0,
    [metricNames.unproven]: 0,
  })
  assert.type(duration, 'number')
})

bundle('keeps the metrics of several functions apart', async () => {
  const { lines } = await run({ functions: { A: () => ({ statusCode: 500 }), B: () => ({}) } })
  const healthy = lines.filter(line => '_aws' in line).map(line => [line[metricDimension], line[metricNames.healthy]])
  assert.equal(healthy, [
    ['A', 0],
    ['B', 1],
  ])
})

bundle('writes nothing secret, and nothing of its environment', async () => {
  const { stdout } = await run({}, { AWS_SESSION_TOKEN: 'session-token', SECRET: 's3cret' })
  assert.not.match(stdout, /AKIDEXAMPLE|secret|session-token|s3cret/)
  const { lines } = await run({ functions: {}, content: appSpecOf(['Site']) }, { SECRET: 's3cret' })
  assert.match(String(lines[0]?.message), /^Failed Hook\.CouldNotAsk/)
  assert.not.match(JSON.stringify(lines), /AKIDEXAMPLE|s3cret/)
})

bundle('finds each service where the environment says', async () => {
  const { reported } = await run({}, { AWS_ENDPOINT_URL_LAMBDA: 'http://127.0.0.1:1' }, 2_000)
  assert.equal(reported, ['Failed'])
})

bundle('ends the run with an error when the report failed, and only then', async () => {
  const denied = () => ({ status: 403, headers: { 'x-amzn-errortype': 'AccessDeniedException' }, body: '{}' })
  const failed = await run({ faults: { PutLifecycleEventHookExecutionStatus: denied } })
  assert.equal([failed.exitCode, failed.stdout.includes('handled')], [1, false])
  const unhealthy = await run({ functions: { Site: () => ({ statusCode: 500 }) } })
  assert.equal([unhealthy.exitCode, unhealthy.stdout.includes('handled')], [0, true])
})

// the bundle leaves out parts of the SDK: what the rest of it says of an error has to be the same
bundle("knows AWS's errors by their names", async () => {
  const throttledOnce = (_: unknown, attempt: number) =>
    attempt === 1 ? failure(429, 'TooManyRequestsException', 'Rate Exceeded.') : undefined
  const completed = () => failure(400, 'LifecycleEventAlreadyCompletedException', 'It is completed.')
  const throttled = await run({
    faults: {
      GetDeployment: (_, attempt) => (attempt === 1 ? failure(400, 'ThrottlingException', 'Rate exceeded') : undefined),
      ListTags: throttledOnce,
      Invoke: throttledOnce,
      PutLifecycleEventHookExecutionStatus: completed,
    },
  })
  assert.equal([throttled.exitCode, throttled.calls.length], [0, 8])
  assert.match(String(throttled.lines[0]?.message), /^Succeeded Site:12 /)
  const missing = await run({
    faults: { Invoke: () => failure(404, 'ResourceNotFoundException', 'Not found: Site:12') },
  })
  const [line] = missing.lines
  assert.match(
    String(line?.message),
    /^Failed Hook\.CouldNotAsk Site:12 .* -> ResourceNotFoundException /,
    missing.stdout,
  )
  assert.is(missing.lines[1]?.message, 'Lambda.Invoke failed: ResourceNotFoundException: Not found: Site:12.')
})

bundle(
  'retries after an answer that is not JSON and a connection that is cut, in the middle of a response too',
  async () => {
    const { exitCode, reported } = await run({
      faults: {
        GetDeployment: (_, attempt) => (attempt === 1 ? { body: '<html>' } : undefined),
        GetApplicationRevision: (_, attempt) => (attempt === 1 ? 'destroy' : undefined),
        Invoke: (_, attempt) => (attempt === 1 ? { body: '{"half":"of it"}', cutOff: true } : undefined),
        PutLifecycleEventHookExecutionStatus: (_, attempt) =>
          attempt === 1 ? { status: 500, body: '<html>' } : undefined,
      },
    })
    assert.equal([exitCode, reported], [0, ['Succeeded']])
  },
)

bundle.run()
