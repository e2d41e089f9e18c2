import { probe } from './attempt.ts'
import type { Probed } from './compare.ts'
import type { Deadline } from './deadline.ts'
import type { ProbePlan } from './probe-plan.ts'
import type { Target } from './target.ts'
import type { HealthcheckWorld } from './world.ts'

/**
 * Probes the version that serves visitors now with the request that the new one failed, if there is time: it tells a
 * broken release from a broken dependency. It decides nothing.
 */
export const probeLiveVersion = async (
  world: HealthcheckWorld,
  target: Target,
  plan: ProbePlan,
  deadline: Deadline,
): Promise<Probed | undefined> => {
  const { currentVersion: version, targetVersion } = target
  if (version === targetVersion || deadline.leftMs() === 0) return undefined
  const attempt = await probe(world, { target, version, plan }, deadline)
  return attempt.kind === 'response' ? attempt.verdict : undefined
}
