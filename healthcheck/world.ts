import type { CodeDeployClient } from '@aws-sdk/client-codedeploy'
import type { LambdaClient } from '@aws-sdk/client-lambda'
import type { Settings } from '../schema/settings.ts'
import type { FunctionMetrics } from './metrics.ts'

/** All that the hook needs of the world outside. Times are in milliseconds. */
export type World = {
  codeDeploy: CodeDeployClient
  lambda: LambdaClient
  now(): number
  /** Resolves after the time, rejects when the signal fires first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  log: Log
  /** Writes the metrics of one function. */
  metrics(measured: FunctionMetrics): void
  /** What is assumed of a function that says nothing: the installed stack's settings over the built-in defaults. */
  assumed: Settings
  /** A sentence for each setting of the installed stack that cannot be used. */
  problems: string[]
}

export type Log = Record<'info' | 'warn' | 'error', (message: string, details?: Record<string, unknown>) => void>

/** What the hook uses of its own invocation: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
export type Invocation = {
  invokedFunctionArn: string
  getRemainingTimeInMillis(): number
}
