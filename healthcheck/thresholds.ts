import type { Settings } from '../schema/settings.ts'
import type { Attempt } from './attempt.ts'
import { pauseMs } from './call-with-retry.ts'
import type { Deadline } from './deadline.ts'
import type { Verdict } from './finding.ts'
import type { World } from './world.ts'

export type Thresholds = Pick<Settings, 'intervalSeconds' | 'healthyThresholdCount' | 'unhealthyThresholdCount'>

/** Answers in a row that agree. */
export type Tally = { successes: number; failures: number }

export const count = ({ successes, failures }: Tally, healthy: boolean): Tally =>
  healthy ? { successes: successes + 1, failures: 0 } : { successes: 0, failures: failures + 1 }

export const isDecided = ({ successes, failures }: Tally, thresholds: Thresholds): boolean =>
  successes >= thresholds.healthyThresholdCount || failures >= thresholds.unhealthyThresholdCount

/**
 * Asks until a threshold is reached, asking is hopeless or the time is over. Threshold and interval are ALB's:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
export const untilDecided = async (
  world: Pick<World, 'sleep'>,
  thresholds: Thresholds,
  deadline: Deadline,
  ask: () => Promise<Attempt>,
): Promise<Verdict> => {
  let tally: Tally = { successes: 0, failures: 0 }
  let missed = 0
  let last: Verdict = { reason: 'Hook.DeadlineExceeded', sentence: 'There was no time left to ask.' }
  for (let attempts = 1; deadline.leftMs() > 0; attempts++) {
    const { kind, verdict } = await ask()
    // what kept the calls before from getting through is the better answer to «why»
    if (kind === 'cut' && missed) return { ...last, attempts }
    last = { ...verdict, attempts }
    if (kind === 'answer') tally = count(tally, !verdict.reason)
    if (kind === 'hopeless' || kind === 'cut' || isDecided(tally, thresholds)) return last
    missed = kind === 'again' ? missed + 1 : 0
    const waitMs = missed ? pauseMs(missed - 1) : thresholds.intervalSeconds * 1_000
    if (deadline.leftMs() <= waitMs) break
    await world.sleep(waitMs)
  }
  return last.reason?.startsWith('Hook.') ? last : undecided(last, tally, thresholds)
}

const undecided = (last: Verdict, { successes, failures }: Tally, thresholds: Thresholds): Verdict => {
  const inARow = successes
    ? `${successes} of ${thresholds.healthyThresholdCount} successes`
    : `${failures} of ${thresholds.unhealthyThresholdCount} failures`
  return {
    ...last,
    reason: 'Hook.DeadlineExceeded',
    sentence: `The hook's time was over after ${inARow} in a row. ${last.sentence}`,
  }
}
