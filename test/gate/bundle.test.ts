import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { startAccount } from '../helpers/aws-account.ts'
import { type BundleRun, runBundle } from '../helpers/bundle.ts'
import { type StoredResponse, startGateEndpoint } from '../helpers/gate-endpoint.ts'
import { gateArn, gateEvent, updateOf } from '../helpers/gate-run.ts'
import { createClock } from '../helpers/hook-clock.ts'

// What `npm run build` made, alone in an empty folder, as the Lambda runtime imports it.

const bundle = suite('dist/gate, dist/gate-failure')

type Ran = BundleRun & { stored: StoredResponse[]; calls: string[] }

const run = async (
  part: 'gate' | 'gate-failure',
  change: object,
  wrap = (event: object): object => event,
): Promise<Ran> => {
  const clock = createClock()
  const account = await startAccount({ functions: { Site: () => ({ statusCode: 502 }) } }, clock)
  const endpoint = await startGateEndpoint('UPDATE_ROLLBACK_IN_PROGRESS', {}, clock)
  const event = wrap({ ...gateEvent(`${endpoint.url}/key?X-Amz-Signature=secret`), ...change })
  try {
    const ran = await runBundle(
      part,
      `const { handler } = await import('./index.mjs')
       await handler(${JSON.stringify(event)}, { invokedFunctionArn: '${gateArn}', getRemainingTimeInMillis: () => 60_000 })`,
      {
        ...account.environment,
        AWS_ENDPOINT_URL_CLOUDFORMATION: endpoint.url,
        AWS_ENDPOINT_URL_S3: endpoint.url,
        AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/WebsiteHealthcheckGate',
        HOOK_NAME: 'CodeDeployHook_LambdaWebsite',
      },
    )
    return { ...ran, stored: endpoint.stored, calls: endpoint.calls }
  } finally {
    await Promise.all([account.close(), endpoint.close()])
  }
}

bundle('probes, answers, and logs in JSON, without the client for CloudFormation', async () => {
  const { exitCode, output, stored, loaded } = await run('gate', updateOf(['Site', '11'], ['Site', '12']))
  assert.is(exitCode, 0, output)
  assert.equal([stored.length, stored[0]?.Status], [1, 'FAILED'])
  assert.match(output, '"Failed Healthcheck.ResponseCodeMismatch Site:12 GET /healthcheck -> 502')
  assert.not(loaded.includes('cloud-formation.mjs'))
  assert.not.match(output, 'X-Amz-Signature')
})

bundle('loads the client for CloudFormation where it has to know the status of the stack', async () => {
  const { exitCode, output, stored, calls, loaded } = await run('gate', updateOf(['Site-1', '3'], ['Site', '12']))
  assert.is(exitCode, 0, output)
  assert.equal([stored[0]?.Status, calls], ['SUCCESS', ['DescribeStacks', 'PutObject']])
  assert.ok(loaded.includes('cloud-formation.mjs'))
})

bundle('answers for a gate that has crashed', async () => {
  const record = (requestPayload: object) => ({ requestPayload, responsePayload: { errorType: 'Runtime.ExitError' } })
  const { exitCode, output, stored } = await run('gate-failure', {}, record)
  assert.is(exitCode, 0, output)
  assert.match(stored[0]?.Reason ?? '', 'The gate itself failed: Runtime.ExitError.')
})

bundle('answers for a gate that has crashed during a rollback to another function', async () => {
  const record = (requestPayload: object) => ({ requestPayload })
  const { exitCode, output, stored, calls } = await run(
    'gate-failure',
    updateOf(['Site-1', '3'], ['Site', '12']),
    record,
  )
  assert.is(exitCode, 0, output)
  assert.equal([stored[0]?.Status, calls], ['SUCCESS', ['DescribeStacks', 'PutObject']])
})

bundle.run()
