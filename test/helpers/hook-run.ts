import { setTimeout } from 'node:timers/promises'
import { createCheck } from '../../hook/check.ts'
import { createWorld } from '../../hook/clients.ts'
import type { FunctionMetrics } from '../../hook/metrics.ts'
import type { World } from '../../hook/world.ts'
import { type AccountOptions, startAccount } from './aws-account.ts'

export type LogRecord = { level: 'info' | 'warn' | 'error'; message: string; details: Record<string, unknown> }

/** All that can be seen of a run of the hook from outside. Times are in milliseconds of the hook's own clock. */
export type Run = {
  reported: unknown[]
  /** Messages of the log, in order. */
  lines: string[]
  log: LogRecord[]
  metrics: FunctionMetrics[]
  calls: { operation: string; input: Record<string, unknown> }[]
  tookMs: number
  thrown?: unknown
}

export type RunOptions = AccountOptions & {
  remainingMs?: number
  /** How many times faster than the real one the hook's clock runs. */
  speed?: number
  environment?: Record<string, string>
  event?: unknown
  world?: Partial<World>
  hookArn?: string
}

export const hookEvent = { DeploymentId: 'd-ABCDEF123', LifecycleEventHookExecutionId: 'eyJlbmNyeXB0ZWREYXRhIjoiIn0=' }
export const hookArn = 'arn:aws:lambda:eu-west-1:123456789012:function:CodeDeployHook_LambdaWebsite'

/** Runs the hook against an account of its own: real clients, real HTTP, a clock that may run faster. */
export const runHook = async (options: RunOptions = {}): Promise<Run> => {
  const account = await startAccount(options)
  const { world, log, metrics } = createTestWorld({ ...account.environment, ...options.environment }, options.speed)
  const { remainingMs = 60_000 } = options
  const start = world.now()
  const run = (thrown?: { thrown: unknown }): Run => ({
    reported: account.reported,
    lines: log.map(({ message }) => message),
    log,
    metrics,
    calls: account.calls,
    tookMs: world.now() - start,
    ...thrown,
  })
  try {
    await createCheck({ ...world, ...options.world })('event' in options ? options.event : hookEvent, {
      invokedFunctionArn: options.hookArn ?? hookArn,
      getRemainingTimeInMillis: () => remainingMs - (world.now() - start),
    })
    return run()
  } catch (thrown) {
    return run({ thrown })
  } finally {
    world.codeDeploy.destroy()
    world.lambda.destroy()
    await account.close()
  }
}

/** The hook's own world for an environment, with a clock of the test's speed and a log and metrics that it can read. */
export const createTestWorld = (environment: Record<string, string>, speed = 1) => {
  const log: LogRecord[] = []
  const metrics: FunctionMetrics[] = []
  const write =
    (level: LogRecord['level']): World['log']['info'] =>
    (message, details = {}) =>
      void log.push({ level, message, details })
  const world: World = {
    ...createWorld(environment),
    now: () => performance.now() * speed,
    sleep: (ms, signal) => setTimeout(ms / speed, undefined, signal && { signal }),
    log: { info: write('info'), warn: write('warn'), error: write('error') },
    metrics: measured => void metrics.push(measured),
  }
  return { world, log, metrics }
}
