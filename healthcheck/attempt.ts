import { InvokeCommand, type InvokeCommandOutput } from '@aws-sdk/client-lambda'
import type { Deadline } from './deadline.ts'
import { describeFailure, parseFailure } from './failure.ts'
import type { Target, Verdict } from './finding.ts'
import type { Plan } from './probe-plan.ts'
import { createEvent } from './request.ts'
import { limited, TimeLimitError } from './time-limit.ts'
import { judge, judgeFailedRestore } from './verdict.ts'
import type { World } from './world.ts'

/**
 * What came of asking once. An answer counts towards the thresholds, silence for the whole timeout too. A call that did
 * not get through says nothing about the version: it is made `again`, or it is `hopeless`. One that the deadline `cut`
 * says nothing at all.
 */
export type Attempt = { kind: 'answer' | 'again' | 'hopeless' | 'cut'; verdict: Verdict }

/** What Lambda gives back of a run. */
export type Output = { payload: Uint8Array; failed: boolean; functionLog: string[] }

/** Asks one version of a function once. */
export const ask = async (
  world: World,
  { target, version, plan }: { target: Target; version: string; plan: Plan },
  deadline: Deadline,
): Promise<Attempt> => {
  const timeoutMs = plan.settings.timeoutSeconds * 1_000
  const limitMs = Math.min(timeoutMs, deadline.leftMs())
  const start = world.now()
  const attempt = await limited(world, limitMs, signal => invoke(world, target, version, plan, signal)).catch(error =>
    error instanceof TimeLimitError ? silence(limitMs, timeoutMs) : failed(error),
  )
  return { ...attempt, verdict: { ...attempt.verdict, durationMs: Math.round(world.now() - start) } }
}

const invoke = async (
  world: World,
  target: Target,
  version: string,
  plan: Plan,
  abortSignal: AbortSignal,
): Promise<Attempt> => {
  const command = new InvokeCommand({
    FunctionName: target.invokeName,
    Qualifier: version,
    LogType: 'Tail',
    Payload: JSON.stringify(createEvent(plan, target, Date.now())),
  })
  return { kind: 'answer', verdict: judge(plan, parseOutput(await world.lambda.send(command, { abortSignal }))) }
}

const parseOutput = ({ Payload, FunctionError, LogResult }: InvokeCommandOutput): Output => ({
  payload: Payload ?? new Uint8Array(),
  failed: FunctionError !== undefined,
  functionLog: Buffer.from(LogResult ?? '', 'base64')
    .toString('utf8')
    .split('\n')
    .filter(Boolean),
})

const silence = (limitMs: number, timeoutMs: number): Attempt =>
  limitMs < timeoutMs
    ? { kind: 'cut', verdict: unanswered('Hook.DeadlineExceeded', "before the hook's own time was over") }
    : { kind: 'answer', verdict: unanswered('Healthcheck.Timeout', `within TimeoutSeconds (${timeoutMs / 1_000})`) }

const unanswered = (reason: 'Hook.DeadlineExceeded' | 'Healthcheck.Timeout', when: string): Verdict => ({
  reason,
  sentence: `The function did not answer ${when}.`,
  answer: 'no answer',
})

const failed = (error: unknown): Attempt => {
  const failure = parseFailure(error)
  const { name, message, again } = failure
  // the version itself failed, in a hook that it runs after it is restored
  if (name === 'SnapStartException') return { kind: 'answer', verdict: judgeFailedRestore(failure) }
  const verdict: Verdict = {
    reason: 'Hook.CouldNotAsk',
    sentence: describeFailure('Lambda.Invoke', failure),
    answer: name,
    error: { name, message },
  }
  return { kind: again ? 'again' : 'hopeless', verdict }
}
