import type { HealthcheckWorld } from './world.ts'

/** A call did not answer in the time it was given. */
export class TimeLimitError extends Error {
  override name = 'TimeLimitError'
}

/** Made once: without a reason, each abort would make an error of its own. */
const settled = new Error('the call is settled')

/** Gives a call a time limit; the signal tells the call when its result is no longer needed. */
export const withTimeLimit = async <Result>(
  world: Pick<HealthcheckWorld, 'sleep'>,
  limitMs: number,
  call: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> => {
  const over = new AbortController()
  const timeUp = async (): Promise<never> => {
    await world.sleep(limitMs, over.signal)
    throw new TimeLimitError(`no answer in ${Math.round(limitMs)} ms`)
  }
  try {
    return await Promise.race([call(over.signal), timeUp()])
  } finally {
    over.abort(settled)
  }
}
