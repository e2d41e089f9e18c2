import { InvokeCommand, type InvokeCommandOutput } from '@aws-sdk/client-lambda'
import type { Deadline } from './deadline.ts'
import { parseFailure } from './failure.ts'
import { type InvocationOutput, judge } from './judge.ts'
import type { ProbePlan } from './probe-plan.ts'
import { createEvent } from './request.ts'
import type { Target } from './target.ts'
import { TimeLimitError, withTimeLimit } from './time-limit.ts'
import type { Healthy, NotProbed, Unhealthy } from './verdict.ts'
import type { HealthcheckWorld } from './world.ts'

/**
 * One probe. A response counts toward the thresholds, and so does a function that is silent for its whole timeout. A
 * call that did not get through says nothing about the version: it is `retryable`, `permanent`, or `denied`, which may
 * be temporary. Neither does a call that the deadline ended: `outOfTime`.
 */
export type Attempt =
  | { kind: 'response'; verdict: Healthy | Unhealthy }
  | { kind: 'retryable' | 'denied' | 'permanent' | 'outOfTime'; verdict: NotProbed }

/** Which version of which function is probed, and how. */
export type Probe = { target: Target; version: string; plan: ProbePlan }

/** Probes one version of a function once. */
export const probe = async (
  world: HealthcheckWorld,
  { target, version, plan }: Probe,
  deadline: Deadline,
): Promise<Attempt> => {
  const { timeoutSeconds } = plan.settings
  const limitMs = Math.min(timeoutSeconds * 1_000, deadline.leftMs())
  const start = world.now()
  const attempt = await withTimeLimit(world, limitMs, signal => invoke(world, target, version, plan, signal)).catch(
    error => (error instanceof TimeLimitError ? silent(limitMs, timeoutSeconds) : failed(error)),
  )
  const durationMs = Math.round(world.now() - start)
  return { ...attempt, verdict: { ...attempt.verdict, durationMs } } as Attempt
}

const invoke = async (
  world: HealthcheckWorld,
  target: Target,
  version: string,
  plan: ProbePlan,
  abortSignal: AbortSignal,
): Promise<Attempt> => {
  const command = new InvokeCommand({
    FunctionName: target.invokeName,
    Qualifier: version,
    LogType: 'Tail',
    Payload: JSON.stringify(createEvent(plan, target, Date.now())),
  })
  return { kind: 'response', verdict: judge(plan, parseOutput(await world.lambda.send(command, { abortSignal }))) }
}

/** As much as Lambda gives: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
const loggedTailBytes = 4_096

const parseOutput = ({ Payload, FunctionError, LogResult }: InvokeCommandOutput): InvocationOutput => ({
  payload: Payload ?? new Uint8Array(),
  failed: FunctionError !== undefined,
  functionLog: Buffer.from(LogResult ?? '', 'base64')
    .subarray(-loggedTailBytes)
    .toString('utf8')
    .split('\n')
    .filter(Boolean),
})

const silent = (limitMs: number, timeoutSeconds: number): Attempt =>
  limitMs < timeoutSeconds * 1_000
    ? {
        kind: 'outOfTime',
        verdict: { kind: 'notProbed', reason: 'Hook.DeadlineExceeded', unfinished: { step: 'response' } },
      }
    : { kind: 'response', verdict: { kind: 'unhealthy', reason: 'Healthcheck.Timeout', timeoutSeconds } }

const failed = (thrown: unknown): Attempt => {
  const { error, retryable } = parseFailure(thrown)
  // SnapStart: the version itself failed, in a hook of its own that runs once it is restored
  if (error.name === 'SnapStartException') {
    const restore = { reason: 'Healthcheck.FunctionError', error, during: 'restore' } as const
    return { kind: 'response', verdict: { kind: 'unhealthy', ...restore } }
  }
  return {
    kind: error.name === 'AccessDeniedException' ? 'denied' : retryable ? 'retryable' : 'permanent',
    verdict: { kind: 'notProbed', reason: 'Hook.CouldNotAsk', call: 'Lambda.Invoke', error },
  }
}
