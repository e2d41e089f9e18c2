import { createGate } from '../../gate/check.ts'
import { createGateWorld } from '../../gate/gate-world.ts'
import { createLastWord } from '../../gate/last-word.ts'
import type { GateWorld } from '../../gate/world.ts'
import type { FunctionMetrics } from '../../healthcheck/metric-names.ts'
import { type AccountOptions, startAccount } from './aws-account.ts'
import { type GateFaults, type StoredResponse, startGateEndpoint } from './gate-endpoint.ts'
import { type Clock, createClock } from './hook-clock.ts'
import { createRecorder, type LogRecord, timedNotifier } from './hook-run.ts'

/** All that can be seen of a run of the gate from outside. Times are in milliseconds of the gate's own clock. */
export type GateRun = {
  stored: StoredResponse[]
  /** The responses as they came over the wire. */
  bodies: string[]
  /** The content type of each. */
  types: unknown[]
  lines: string[]
  log: LogRecord[]
  metrics: FunctionMetrics[]
  /** Names of the calls to AWS, in order for each service. */
  calls: string[]
  invocations: Record<string, unknown>[]
  tookMs: number
  thrown?: unknown
}

export type GateRunOptions = AccountOptions & {
  clock?: Clock
  remainingMs?: number
  environment?: Record<string, string>
  /** Changes to the event of a first deployment; a function gets the URL of the response. */
  event?: Record<string, unknown> | ((responseUrl: string) => unknown)
  stackStatus?: string
  gateFaults?: GateFaults
  /** Runs the gate's last word instead, on the record that Lambda makes. */
  lastWord?: Record<string, unknown>
}

export const gateArn = 'arn:aws:lambda:eu-west-1:123456789012:function:WebsiteHealthcheckGate'
export const stackId = 'arn:aws:cloudformation:eu-west-1:123456789012:stack/site/7f1c'

export const gateEvent = (responseUrl: string) => ({
  RequestType: 'Create',
  ServiceToken: gateArn,
  ResponseURL: responseUrl,
  StackId: stackId,
  RequestId: 'c6f1',
  LogicalResourceId: 'SiteHealthcheck',
  ResourceType: 'Custom::WebsiteHealthcheck',
  ResourceProperties: { ServiceToken: gateArn, ServiceTimeout: '930', FunctionName: 'Site', Version: '12' },
})

/** The event of an update from one version to another. */
export const updateOf = (from: [string, string], to: [string, string]) => ({
  RequestType: 'Update',
  PhysicalResourceId: 'CodeDeployHook_LambdaWebsite',
  ResourceProperties: { FunctionName: to[0], Version: to[1] },
  OldResourceProperties: { FunctionName: from[0], Version: from[1] },
})

/** Runs the gate against an account of its own: real clients, real HTTP, a clock that skips all waiting. */
export const runGate = async (options: GateRunOptions = {}): Promise<GateRun> => {
  const { clock = createClock() } = options
  const account = await startAccount(options, clock)
  const endpoint = await startGateEndpoint(options.stackStatus, options.gateFaults ?? {}, clock)
  const environment = {
    ...account.environment,
    AWS_ENDPOINT_URL_CLOUDFORMATION: endpoint.url,
    AWS_ENDPOINT_URL_S3: endpoint.url,
    AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/WebsiteHealthcheckGate',
    AWS_LAMBDA_LOG_STREAM_NAME: '2026/11/24/[$LATEST]ab12',
    ...options.environment,
  }
  const { world, log, metrics } = createTestGateWorld(environment, clock)
  const { remainingMs = 60_000, event = {} } = options
  const start = world.now()
  const responseUrl = `${endpoint.url}/stack%7CSiteHealthcheck?X-Amz-Signature=secret`
  const sent = typeof event === 'function' ? event(responseUrl) : { ...gateEvent(responseUrl), ...event }
  const run = (thrown?: { thrown: unknown }): GateRun => ({
    stored: endpoint.stored,
    bodies: endpoint.bodies,
    types: endpoint.types,
    lines: log.map(({ message }) => message),
    log,
    metrics,
    calls: [...account.calls.map(({ operation }) => operation), ...endpoint.calls],
    invocations: account.calls.flatMap(({ operation, input }) => (operation === 'Invoke' ? [input] : [])),
    tookMs: world.now() - start,
    ...thrown,
  })
  const invocation = {
    invokedFunctionArn: gateArn,
    getRemainingTimeInMillis: () => remainingMs - (world.now() - start),
  }
  const { lastWord } = options
  try {
    await clock.drive(
      lastWord
        ? createLastWord(world)({ ...lastWord, requestPayload: sent }, invocation)
        : createGate(world)(sent, invocation),
    )
    return run()
  } catch (thrown) {
    return run({ thrown })
  } finally {
    world.lambda.destroy()
    await Promise.all([account.close(), endpoint.close()])
  }
}

const createTestGateWorld = (environment: Record<string, string>, clock: Clock) => {
  const { log, metrics, recording } = createRecorder()
  const real = createGateWorld(environment)
  const world: GateWorld = {
    ...real,
    ...timedNotifier(environment, clock),
    now: clock.now,
    sleep: clock.sleep,
    ...recording,
    putResponse: (...call) => clock.during(() => real.putResponse(...call)),
    stackStatus: (...call) => clock.during(() => real.stackStatus(...call)),
  }
  world.lambda.middlewareStack.add(next => args => clock.during(() => next(args)), { step: 'initialize' })
  return { world, log, metrics }
}
