import { pauseMs } from './call-with-retry.ts'
import type { Deadline } from './deadline.ts'
import { type Failure, parseFailure } from './failure.ts'
import { announceRetry } from './progress.ts'
import { withTimeLimit } from './time-limit.ts'
import type { HealthcheckWorld } from './world.ts'

/**
 * Makes the call that ends a check, until it gets through or the time for the report is over. Tries at least once,
 * whatever the time; undefined once the call got through. Never throws.
 */
export const reportWithRetry = async (
  world: Pick<HealthcheckWorld, 'sleep' | 'log'>,
  deadline: Pick<Deadline, 'reportLeftMs'>,
  call: string,
  send: (signal: AbortSignal) => Promise<unknown>,
): Promise<(Failure & { attempts: number }) | undefined> => {
  for (let attempt = 0; ; attempt++) {
    const failure = await withTimeLimit(world, attemptMs(deadline.reportLeftMs()), send).then(
      () => undefined,
      parseFailure,
    )
    if (!failure) return undefined
    if (!failure.retryable || deadline.reportLeftMs() <= pauseMs(attempt)) return { ...failure, attempts: attempt + 1 }
    if (attempt === 0) announceRetry(world, call, failure.error)
    await world.sleep(pauseMs(attempt))
  }
}

/** Half of what is left, so that there is another attempt, but enough time to connect. */
const attemptMs = (leftMs: number): number => Math.min(Math.max(leftMs / 2, 1_000), 5_000)
