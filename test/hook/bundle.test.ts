import { execFile } from 'node:child_process'
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { metricDimension, metricNames, metricNamespace } from '../../hook/metrics.ts'
import { type AccountOptions, startAccount } from '../helpers/aws-account.ts'
import { createClock } from '../helpers/hook-clock.ts'
import { hookArn, hookEvent } from '../helpers/hook-run.ts'

// What `npm run build` made, alone in an empty folder, as the Lambda runtime imports it.

const bundle = suite('dist/hook/index.mjs')
const built = fileURLToPath(new URL('../../dist/hook/index.mjs', import.meta.url))

const script = (remainingMs: number) => `
  import { handler } from './index.mjs'
  await handler(${JSON.stringify(hookEvent)}, {
    invokedFunctionArn: '${hookArn}',
    awsRequestId: '8476a536-e9f4-11e8-9739-2dfe598c3fcd',
    getRemainingTimeInMillis: () => ${remainingMs},
  })
  console.log('handled')`

type Output = { exitCode: number; stdout: string; lines: Record<string, unknown>[] }

const run = async (options: AccountOptions, variables: Record<string, string> = {}, remainingMs = 20_000) => {
  const account = await startAccount(options, createClock())
  const folder = await mkdtemp(join(tmpdir(), 'codedeployhook-'))
  await copyFile(built, join(folder, 'index.mjs'))
  const env = { ...account.environment, AWS_LAMBDA_FUNCTION_NAME: 'CodeDeployHook_LambdaWebsite', ...variables }
  const output = await new Promise<Output>(resolve =>
    execFile(
      process.execPath,
      ['--no-warnings', '--input-type=module', '--eval', script(remainingMs)],
      { cwd: folder, env },
      (error, stdout) =>
        resolve({
          exitCode: Number(error?.code ?? 0),
          stdout,
          lines: stdout
            .split('\n')
            .filter(line => line.startsWith('{'))
            .map(line => JSON.parse(line)),
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

bundle.run()
