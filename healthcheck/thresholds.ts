import type { Settings } from '../schema/settings.ts'
import type { Attempt } from './attempt.ts'
import { pauseMs } from './call-with-retry.ts'
import type { Deadline } from './deadline.ts'
import { type Agreed, type Healthy, type NotProbed, observationOf, type Unhealthy, type Verdict } from './verdict.ts'
import type { HealthcheckWorld } from './world.ts'

export type Thresholds = Pick<Settings, 'intervalSeconds' | 'healthyThresholdCount' | 'unhealthyThresholdCount'>

/** Responses in a row that agree. */
type Tally = { successes: number; failures: number }

export const count = ({ successes, failures }: Tally, healthy: boolean): Tally =>
  healthy ? { successes: successes + 1, failures: 0 } : { successes: 0, failures: failures + 1 }

const isDecided = ({ successes, failures }: Tally, thresholds: Thresholds): boolean =>
  successes >= thresholds.healthyThresholdCount || failures >= thresholds.unhealthyThresholdCount

/**
 * Probes until a threshold is reached, probing fails for good or the time is over. Threshold and interval are ALB's:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
export const untilDecided = async (
  world: Pick<HealthcheckWorld, 'now' | 'sleep'>,
  thresholds: Thresholds,
  deadline: Deadline,
  probe: () => Promise<Attempt>,
): Promise<Verdict> => {
  let tally: Tally = { successes: 0, failures: 0 }
  let retries = 0
  let deniedSince: number | undefined
  const start = world.now()
  const elapsed = () => Math.round(world.now() - start)
  let last: Verdict = noTime
  for (let attempts = 1; deadline.leftMs() > 0; attempts++) {
    const { kind, verdict } = await probe()
    // what kept the calls before from getting through says more about the cause
    if (kind === 'outOfTime' && retries) return { ...last, attempts, elapsedMs: elapsed() }
    last = { ...verdict, attempts, ...(kind !== 'response' && kind !== 'outOfTime' && { elapsedMs: elapsed() }) }
    if (kind === 'response') tally = count(tally, verdict.kind === 'healthy')
    if (kind === 'permanent' || kind === 'outOfTime' || isDecided(tally, thresholds)) return last
    retries = kind === 'response' ? 0 : retries + 1
    const waitMs = retries ? pauseMs(retries - 1) : thresholds.intervalSeconds * 1_000
    deniedSince = kind === 'denied' ? (deniedSince ?? world.now()) : undefined
    if (deniedSince !== undefined && world.now() + waitMs > deniedSince + denialMs) return last
    if (deadline.leftMs() <= waitMs) break
    await world.sleep(waitMs)
  }
  return last.kind === 'notProbed' ? last : undecided(last, tally, thresholds)
}

/**
 * How long a denial is retried: IAM is eventually consistent, and the tag that a policy requires may be seconds old.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
 */
const denialMs = 20_000

const noTime: NotProbed = { kind: 'notProbed', reason: 'Hook.DeadlineExceeded', unfinished: { step: 'probe' } }

const undecided = (
  last: Healthy | Unhealthy,
  { successes, failures }: Tally,
  { healthyThresholdCount, unhealthyThresholdCount }: Thresholds,
): NotProbed => {
  const agreed: Agreed = successes
    ? { outcome: 'successes', count: successes, required: healthyThresholdCount }
    : { outcome: 'failures', count: failures, required: unhealthyThresholdCount }
  return {
    ...observationOf(last),
    kind: 'notProbed',
    reason: 'Hook.DeadlineExceeded',
    unfinished: { step: 'thresholds', agreed, last },
  }
}
