import { createHealthcheckWorld } from '../../healthcheck/aws/world.ts'
import type { FunctionMetrics } from '../../healthcheck/metric-names.ts'
import { createCheck } from '../../hook/check.ts'
import { createCodeDeployClient } from '../../hook/clients.ts'
import type { HookWorld } from '../../hook/world.ts'
import { createNotifier } from '../../notification/notifier.ts'
import { type AccountOptions, startAccount } from './aws-account.ts'
import { type Clock, createClock } from './hook-clock.ts'

export type LogRecord = { level: 'info' | 'warn' | 'error'; message: string; details: Record<string, unknown> }

/** All that can be seen of a run of the hook from outside. Times are in milliseconds of the hook's own clock. */
export type Run = {
  reported: unknown[]
  /** Messages of the log in order, without those of `progress`. */
  lines: string[]
  log: LogRecord[]
  /** What is logged on the way: the start, and the first retry of each call. */
  progress: LogRecord[]
  metrics: FunctionMetrics[]
  calls: { operation: string; input: Record<string, unknown> }[]
  tookMs: number
  thrown?: unknown
}

export type RunOptions = AccountOptions & {
  clock?: Clock
  remainingMs?: number
  environment?: Record<string, string>
  event?: unknown
  world?: Partial<HookWorld>
  hookArn?: string
}

export const hookEvent = { DeploymentId: 'd-ABCDEF123', LifecycleEventHookExecutionId: 'eyJlbmNyeXB0ZWREYXRhIjoiIn0=' }
export const hookArn = 'arn:aws:lambda:eu-west-1:123456789012:function:CodeDeployHook_LambdaWebsite'

/** Runs the hook against an account of its own: real clients, real HTTP, a clock that skips all waiting. */
export const runHook = async (options: RunOptions = {}): Promise<Run> => {
  const { clock = createClock() } = options
  const account = await startAccount(options, clock)
  const { world, log, metrics } = createTestWorld({ ...account.environment, ...options.environment }, clock)
  const { remainingMs = 60_000 } = options
  const start = world.now()
  const run = (thrown?: { thrown: unknown }): Run => ({
    reported: account.reported,
    lines: log.filter(isFinding).map(({ message }) => message),
    log: log.filter(isFinding),
    progress: log.filter(record => !isFinding(record)),
    metrics,
    calls: account.calls,
    tookMs: world.now() - start,
    ...thrown,
  })
  try {
    const check = createCheck({ ...world, ...options.world })
    const invocation = {
      invokedFunctionArn: options.hookArn ?? hookArn,
      getRemainingTimeInMillis: () => remainingMs - (world.now() - start),
    }
    await clock.drive(check('event' in options ? options.event : hookEvent, invocation))
    return run()
  } catch (thrown) {
    return run({ thrown })
  } finally {
    world.codeDeploy.destroy()
    world.lambda.destroy()
    await account.close()
  }
}

const isFinding = ({ details }: LogRecord): boolean => details.event === undefined

/** The hook's own world for an environment, with the test's clock and a log and metrics that it can read. */
export const createTestWorld = (environment: Record<string, string>, clock: Clock) => {
  const { log, metrics, recording } = createRecorder()
  const world: HookWorld = {
    codeDeploy: createCodeDeployClient(environment),
    ...createHealthcheckWorld(environment),
    ...timedNotifier(environment, clock),
    now: clock.now,
    sleep: clock.sleep,
    ...recording,
  }
  world.codeDeploy.middlewareStack.add(next => args => clock.during(() => next(args)), { step: 'initialize' })
  world.lambda.middlewareStack.add(next => args => clock.during(() => next(args)), { step: 'initialize' })
  return { world, log, metrics }
}

/** A log and metrics for a world, and what was written to them. */
export const createRecorder = () => {
  const log: LogRecord[] = []
  const metrics: FunctionMetrics[] = []
  const write =
    (level: LogRecord['level']): HookWorld['log']['info'] =>
    (message, details = {}) =>
      void log.push({ level, message, details })
  const recording: Pick<HookWorld, 'log' | 'metrics'> = {
    log: { info: write('info'), warn: write('warn'), error: write('error') },
    metrics: measured => void metrics.push(measured),
  }
  return { log, metrics, recording }
}

/** The real notifier, whose calls keep the test's clock from jumping. */
export const timedNotifier = (environment: Record<string, string>, clock: Clock): ReturnType<typeof createNotifier> => {
  const { notifier } = createNotifier(environment)
  if (!notifier) return {}
  return {
    notifier: {
      ...notifier,
      prepare: async notice => {
        const send = await clock.during(() => notifier.prepare(notice))
        return signal => clock.during(() => send(signal))
      },
    },
  }
}
