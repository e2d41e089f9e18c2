import { setTimeout } from 'node:timers/promises'

/**
 * A clock that stands still while anything real is going on, and jumps to the next timer when nothing is: minutes of
 * waiting pass in no time, and a slow machine changes nothing.
 */
export type Clock = {
  now(): number
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /** A call on its way keeps the clock from jumping. */
  during<Result>(call: () => Promise<Result>): Promise<Result>
  /** An answer that waits for the clock, or for the caller to go away, does not. */
  waiting<Result>(answer: () => Promise<Result>): Promise<Result>
  /** Lets time pass until the promise is settled. */
  drive<Result>(result: Promise<Result>): Promise<Result>
}

type Timer = { at: number; ring(): void }

export const createClock = (): Clock => {
  let nowMs = 1_000
  let busy = 0
  let events = 0
  const timers = new Set<Timer>()

  const counted =
    (step: 1 | -1): Clock['during'] =>
    async action => {
      busy += step
      events++
      try {
        return await action()
      } finally {
        busy -= step
        events++
      }
    }

  const sleep: Clock['sleep'] = (ms, signal) =>
    new Promise((resolve, reject) => {
      const timer: Timer = { at: nowMs + ms, ring: resolve }
      const cancel = () => {
        timers.delete(timer)
        reject(signal?.reason)
      }
      if (signal?.aborted) return cancel()
      signal?.addEventListener('abort', cancel, { once: true })
      timers.add(timer)
      events++
    })

  // both ends of every connection live in this process: a few quiet turns mean that nothing is under way
  const quiet = async () => {
    for (let turns = 0; turns < 5; turns++) {
      const before = events
      await setTimeout(1)
      if (events !== before || busy > 0) turns = -1
    }
  }

  const drive: Clock['drive'] = async result => {
    let settled = false
    const done = () => {
      settled = true
    }
    result.then(done, done)
    while (!settled) {
      await Promise.race([quiet(), result.then(done, done)])
      const [next] = settled ? [] : [...timers].sort((a, b) => a.at - b.at)
      if (!next) continue
      nowMs = Math.max(nowMs, next.at)
      timers.delete(next)
      events++
      next.ring()
    }
    return result
  }

  return { now: () => nowMs, sleep, during: counted(1), waiting: counted(-1), drive }
}

/** Does not answer until the caller has gone. */
export const silence = (clock: Clock, closed: AbortSignal): Promise<'destroy'> =>
  clock.waiting(
    () =>
      new Promise(resolve => {
        if (closed.aborted) resolve('destroy')
        closed.addEventListener('abort', () => resolve('destroy'))
      }),
  )

/** Answers when the time has passed, if the caller is still there. */
export const late = async (clock: Clock, ms: number, closed: AbortSignal): Promise<'destroy' | undefined> =>
  clock.waiting(() =>
    clock.sleep(ms, closed).then(
      () => undefined,
      () => 'destroy',
    ),
  )
