import type { LambdaClient } from '@aws-sdk/client-lambda'
import type { Settings } from '../schema/settings.ts'
import type { FunctionMetrics } from './metric-names.ts'

/** Everything that a health check needs from outside. Times are in milliseconds. */
export type HealthcheckWorld = {
  lambda: LambdaClient
  now(): number
  /** Resolves after the time, rejects when the signal fires first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  log: Log
  /** Writes the metrics of one function. */
  metrics(measured: FunctionMetrics): void
  /** The settings of a function that sets none: the installed stack's over the built-in defaults. */
  stackDefaults: Settings
  /** The name of the log group that `log` writes to. */
  logGroup: string
  /** A sentence for each setting of the installed stack that cannot be used. */
  problems: string[]
}

export type Log = Record<'info' | 'warn' | 'error', (message: string, details?: Record<string, unknown>) => void>
