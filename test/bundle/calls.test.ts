import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { failure } from '../../cli/rehearse/aws/endpoint.ts'
import { type AccountOptions, appSpecOf, startAccount } from '../helpers/aws-account.ts'
import { runBundle } from '../helpers/bundle.ts'
import { createClock } from '../helpers/hook-clock.ts'
import { hookArn, hookEvent } from '../helpers/hook-run.ts'

// The hook as it is installed: the calls that it makes, and what runs of it. What stands in for parts of the AWS SDK
// (build/sdk/stand-ins.ts) is in the bundle alone.

const calls = suite('calls of the bundled hook')

const script = (remainingMs: number) => `
  import { handler } from './index.mjs'
  await handler(${JSON.stringify(hookEvent)}, {
    invokedFunctionArn: '${hookArn}',
    getRemainingTimeInMillis: () => ${remainingMs},
  })`

const deploy = async (options: AccountOptions, { remainingMs = 20_000, through = (url: string) => url } = {}) => {
  const account = await startAccount(options, createClock())
  const environment = {
    ...account.environment,
    AWS_ENDPOINT_URL: through(String(account.environment.AWS_ENDPOINT_URL)),
  }
  const run = await runBundle('hook', script(remainingMs), environment)
  await account.close()
  return { ...run, reported: account.reported, operations: account.calls.map(({ operation }) => operation) }
}

const healthy = () => ({ statusCode: 200 })
const sites = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`Site${i}`, healthy]))

calls('five for one healthy function', async () => {
  const { operations, reported } = await deploy({})
  assert.equal(operations, [
    'GetDeployment',
    'GetApplicationRevision',
    'ListTags',
    'Invoke',
    'PutLifecycleEventHookExecutionStatus',
  ])
  assert.equal(reported, ['Succeeded'])
})

/** Answers nobody before so many have come. */
const meeting = (count: number) => {
  let arrived = 0
  const { promise, resolve } = withResolvers()
  return async () => {
    if (++arrived === count) resolve()
    await promise
    return undefined
  }
}

const withResolvers = () => {
  let resolve = () => {}
  const promise = new Promise<void>(resolved => {
    resolve = resolved
  })
  return { promise, resolve }
}

for (const count of [2, 20])
  calls(`two more for each further function, all ${count} of them at once, in five round trips`, async () => {
    const faults = { ListTags: meeting(count), Invoke: meeting(count) }
    const { operations, reported } = await deploy({ functions: sites(count), faults })
    assert.equal(reported, ['Succeeded'])
    assert.is(operations.length, 3 + 2 * count)
  })

calls('over two connections for one function, one to each service', async () => {
  let connections = 0
  let target = ''
  const proxy = createServer(socket => {
    connections++
    const { port, hostname } = new URL(target)
    socket.pipe(connect(Number(port), hostname)).pipe(socket)
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const through = (url: string) => {
    target = url
    return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
  }
  const { reported } = await deploy({}, { through })
  proxy.close()
  assert.equal([reported, connections], [['Succeeded'], 2])
})

calls('none of its YAML parser is loaded for an AppSpec in JSON', async () => {
  const { loaded, reported } = await deploy({})
  assert.equal([reported, loaded], [['Succeeded'], ['index.mjs']])
})

calls('its YAML parser is loaded for an AppSpec in YAML', async () => {
  const { Resources } = JSON.parse(appSpecOf(['Site']))
  const { loaded, reported } = await deploy({
    content: `version: 0.0\nResources: # in YAML\n  - ${JSON.stringify(Resources[0])}`,
  })
  assert.equal([reported, loaded.toSorted()], [['Succeeded'], ['index.mjs', 'yaml.mjs']])
})

// Errors have no classes of their own in the bundle.
for (const [what, faults, first, sentence] of [
  [
    'a throttled call that is made again',
    {
      GetDeployment: (_: unknown, n: number) =>
        n < 3 ? failure(400, 'ThrottlingException', 'Rate exceeded') : undefined,
    },
    /Succeeded Site:12/,
    /status code is 200/,
  ],
  [
    'a deployment that is not there',
    { GetDeployment: () => failure(400, 'DeploymentDoesNotExistException', 'No d-ABCDEF123') },
    /Failed Hook\.InvalidDeployment d-ABCDEF123/,
    /CodeDeploy\.GetDeployment failed: DeploymentDoesNotExistException: No d-ABCDEF123\./,
  ],
  [
    'a function that is not there',
    { Invoke: () => failure(404, 'ResourceNotFoundException', 'Function not found: Site:12') },
    /Failed Hook\.CouldNotAsk Site:12 GET \/healthcheck -> ResourceNotFoundException/,
    /Lambda\.Invoke failed: ResourceNotFoundException: Function not found: Site:12\./,
  ],
  [
    'a permission that is missing, as the header and the body name it',
    {
      ListTags: () => ({
        status: 403,
        headers: { 'x-amzn-errortype': 'AccessDeniedException:http://internal/' },
        body: '{"Message":"not authorized"}',
      }),
    },
    /Failed Hook\.CouldNotAsk Site:12/,
    /Lambda\.ListTags failed: AccessDeniedException: not authorized\./,
  ],
  [
    'an error without a message',
    {
      GetDeployment: () => ({
        status: 400,
        body: '{"__type":"com.amazonaws.codedeploy#InvalidDeploymentIdException"}',
      }),
    },
    /Failed Hook\.InvalidDeployment/,
    /CodeDeploy\.GetDeployment failed: InvalidDeploymentIdException/,
  ],
  [
    'a connection that is cut once',
    { Invoke: (_: unknown, n: number) => (n < 2 ? 'destroy' : undefined) },
    /Succeeded Site:12/,
    /status code is 200/,
  ],
] as const)
  calls(`reads ${what}`, async () => {
    const { output } = await deploy({ faults }, { remainingMs: 8_000 })
    const records = output.split('\n').flatMap(line => (line.startsWith('{') ? [JSON.parse(line)] : []))
    const messages = records.flatMap(({ message, event }) => (event === undefined ? (message ?? []) : []))
    assert.match(messages[0], first)
    assert.match(messages[1], sentence)
  })

calls('takes a verdict that CodeDeploy has already for reported', async () => {
  const taken = () => failure(400, 'LifecycleEventAlreadyCompletedException', 'already')
  const { exitCode, operations } = await deploy({ faults: { PutLifecycleEventHookExecutionStatus: taken } })
  assert.equal([exitCode, operations.length], [0, 5])
})

calls.run()
