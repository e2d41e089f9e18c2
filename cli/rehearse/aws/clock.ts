/** A clock that can skip ahead: what takes an hour in AWS takes no time here. In milliseconds since its creation. */
export type Clock = { nowMs(): number; skip(ms: number): void; skipTo(ms: number): void }

/** @param now a clock that runs, in milliseconds */
export const createClock = (now: () => number): Clock => {
  const startedAt = now()
  let skipped = 0
  const nowMs = () => now() - startedAt + skipped
  const skip = (ms: number) => {
    skipped += Math.max(0, ms)
  }
  return { nowMs, skip, skipTo: ms => skip(ms - nowMs()) }
}
