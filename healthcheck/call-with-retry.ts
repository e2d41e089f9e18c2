import type { Deadline } from './deadline.ts'
import { describeFailure, type Failure, parseFailure } from './failure.ts'
import { withTimeLimit } from './time-limit.ts'
import type { HealthcheckWorld } from './world.ts'

/** An AWS API refused a call for good or until the deadline; without a failure there was no time to make the call. */
export class CallError extends Error {
  override name = 'CallError'
  readonly call: string
  readonly failure: Failure | undefined
  constructor(call: string, failure: Failure | undefined) {
    super(failure ? describeFailure(call, failure) : `There was no time left for ${call}.`)
    this.call = call
    this.failure = failure
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
  world: Pick<HealthcheckWorld, 'now' | 'sleep'>,
  deadline: Deadline,
  call: string,
  send: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> => {
  let failure: Failure | undefined
  for (let attempt = 0; deadline.leftMs() > 0; attempt++) {
    try {
      return await withTimeLimit(world, Math.min(attemptMs, deadline.leftMs()), send)
    } catch (error) {
      failure = parseFailure(error)
      if (!failure.retryable || deadline.leftMs() <= pauseMs(attempt)) break
    }
    await world.sleep(pauseMs(attempt))
  }
  throw new CallError(call, failure)
}

/** Pause after the nth failure in a row, counted from 0: a quarter of a second, doubled up to 15 seconds. */
export const pauseMs = (attempt: number): number => Math.min(250 * 2 ** attempt, 15_000)
