import { probe } from './attempt.ts'
import type { Probed } from './compare.ts'
import { type Deadline, earlier } from './deadline.ts'
import type { ProbePlan } from './probe-plan.ts'
import type { Target } from './target.ts'
import { untilDecided } from './thresholds.ts'
import type { HealthcheckWorld } from './world.ts'

/**
 * Probes the version that serves visitors now with the request that the new one got, if there is time: it tells a broken
 * release from a broken dependency. A call that does not get through is retried for a while; the version itself gets
 * one request at most. Undefined where it could not be probed.
 */
export const probeLiveVersion = async (
  world: HealthcheckWorld,
  target: Target,
  plan: ProbePlan,
  deadline: Deadline,
): Promise<Probed | undefined> => {
  const { currentVersion: version, targetVersion } = target
  if (version === targetVersion || deadline.leftMs() === 0) return undefined
  const verdict = await untilDecided(world, once, earlier(world.now, patienceMs, deadline), () =>
    probe(world, { target, version, plan }, deadline),
  )
  return verdict.kind === 'notProbed' ? undefined : verdict
}

const once = { intervalSeconds: 0, healthyThresholdCount: 1, unhealthyThresholdCount: 1 }

/** How long calls that do not get through are retried. */
const patienceMs = 20_000
