import type { Deadline } from './deadline.ts'
import { describeFailure, parseFailure } from './failure.ts'
import { announceRetry } from './progress.ts'
import { withTimeLimit } from './time-limit.ts'
import type { ErrorText } from './verdict.ts'
import type { HealthcheckWorld } from './world.ts'

/** How long and how often a call was tried, and what its last attempt met. */
type Tried = { error: ErrorText; attempts: number; elapsedMs: number }

/** An AWS API refused a call for good or until the deadline; without `tried` there was no time to make the call. */
export class CallError extends Error {
  override name = 'CallError'
  readonly call: string
  readonly tried: Tried | undefined
  constructor(call: string, tried: Tried | undefined) {
    super(tried ? describeFailure(call, tried.error) : `There was no time left for ${call}.`)
    this.call = call
    this.tried = tried
  }
}

/** One attempt of a short call, however much time there is. */
const attemptMs = 5_000

/**
 * Makes a call until it is answered, fails for good or the deadline is there, with pauses that grow.
 *
 * @param call what is called, such as `CodeDeploy.GetDeployment`
 * @throws CallError
 */
export const callWithRetry = async <Result>(
  world: Pick<HealthcheckWorld, 'now' | 'sleep' | 'log'>,
  deadline: Deadline,
  call: string,
  send: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> => {
  const start = world.now()
  let tried: Tried | undefined
  for (let attempts = 1; deadline.leftMs() > 0; attempts++) {
    try {
      return await withTimeLimit(world, Math.min(attemptMs, deadline.leftMs()), send)
    } catch (thrown) {
      const { error, retryable } = parseFailure(thrown)
      tried = { error, attempts, elapsedMs: Math.round(world.now() - start) }
      if (!retryable || deadline.leftMs() <= pauseMs(attempts - 1)) break
      if (attempts === 1) announceRetry(world, call, error)
    }
    await world.sleep(pauseMs(attempts - 1))
  }
  throw new CallError(call, tried)
}

/** Pause after the nth failure in a row, counted from 0: a quarter of a second, doubled up to 15 seconds. */
export const pauseMs = (attempt: number): number => Math.min(250 * 2 ** attempt, 15_000)
