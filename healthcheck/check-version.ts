import { probe } from './attempt.ts'
import type { Deadline } from './deadline.ts'
import { type Finding, modeWaiver, type Waiver } from './finding.ts'
import { readTags } from './function-tags.ts'
import { probeLiveVersion } from './live-version.ts'
import { notProbedFor } from './not-probed.ts'
import { type ProbePlan, planProbe } from './probe-plan.ts'
import { announcingRetry } from './progress.ts'
import type { Target } from './target.ts'
import { untilDecided } from './thresholds.ts'
import type { HealthcheckWorld } from './world.ts'

/**
 * Checks one version of a function: its tags say how it is probed. Never throws.
 *
 * @param waiver why the adapter lets the deployment go on whatever is found
 */
export const checkVersion = async (
  world: HealthcheckWorld,
  { target, waiver }: { target: Target; waiver?: Waiver | undefined },
  deadline: Deadline,
): Promise<Finding> => {
  const finding = { subject: subjectOf(target), target, problems: [] }
  let waived = waiver
  try {
    waived ??= modeWaiver(world.stackDefaults)
    const plan = planProbe(await readTags(world, target, deadline), target.functionName, world.stackDefaults)
    waived = modeWaiver(plan.settings) ?? waiver
    return { ...finding, ...withWaiver(waived), ...(await followPlan(world, target, plan, deadline)) }
  } catch (error) {
    return { ...finding, ...withWaiver(waived), verdict: notProbedFor(error) }
  }
}

const subjectOf = ({ functionName, targetVersion }: Target): string => `${functionName}:${targetVersion}`

const followPlan = async (
  world: HealthcheckWorld,
  target: Target,
  plan: ProbePlan,
  deadline: Deadline,
): Promise<Pick<Finding, 'problems' | 'request' | 'verdict' | 'liveVersion'>> => {
  const { settings, format, problems, obstacle } = plan
  if (obstacle) return { problems, verdict: { kind: 'notProbed', reason: 'Hook.InvalidDeployment', problem: obstacle } }
  const [path = '/'] = settings.path.split('?', 1)
  const request = { method: settings.method, path, format }
  return { problems, request, ...(await probeVersions(world, target, plan, deadline)) }
}

const withWaiver = (waiver: Waiver | undefined) => ({ ...(waiver && { waiver }) })

const probeVersions = async (
  world: HealthcheckWorld,
  target: Target,
  plan: ProbePlan,
  deadline: Deadline,
): Promise<Pick<Finding, 'verdict' | 'liveVersion'>> => {
  const newVersion = { target, version: target.targetVersion, plan }
  const probeOnce = announcingRetry(world, subjectOf(target), () => probe(world, newVersion, deadline))
  const verdict = await untilDecided(world, plan.settings, deadline, probeOnce)
  const liveVersion = verdict.kind === 'unhealthy' && (await probeLiveVersion(world, target, plan, deadline))
  return { verdict, ...(liveVersion && { liveVersion }) }
}
