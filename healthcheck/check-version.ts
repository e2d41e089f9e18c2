import { probe } from './attempt.ts'
import type { Deadline } from './deadline.ts'
import { type Finding, modeWaiver, type Waiver } from './finding.ts'
import { readTags } from './function-tags.ts'
import { probeLiveVersion } from './live-version.ts'
import { notProbedFor } from './not-probed.ts'
import { mayHaveLost, outcomeOf } from './outcome.ts'
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
    const compares = waived === undefined && plan.settings.mode === 'Compare'
    return { ...finding, ...withWaiver(waived), ...(await followPlan(world, { target, plan, compares }, deadline)) }
  } catch (error) {
    return { ...finding, ...withWaiver(waived), verdict: notProbedFor(error) }
  }
}

const subjectOf = ({ functionName, targetVersion }: Target): string => `${functionName}:${targetVersion}`

type Checked = { target: Target; plan: ProbePlan; compares: boolean }

const followPlan = async (
  world: HealthcheckWorld,
  checked: Checked,
  deadline: Deadline,
): Promise<Omit<Finding, 'subject' | 'target' | 'waiver'>> => {
  const { settings, format, problems, obstacle } = checked.plan
  if (obstacle) return { problems, verdict: { kind: 'notProbed', reason: 'Hook.InvalidDeployment', problem: obstacle } }
  const [path = '/'] = settings.path.split('?', 1)
  const request = { method: settings.method, path, format }
  return { problems, request, ...(await probeVersions(world, checked, deadline)) }
}

const withWaiver = (waiver: Waiver | undefined) => ({ ...(waiver && { waiver }) })

const probeVersions = async (
  world: HealthcheckWorld,
  { target, plan, compares }: Checked,
  deadline: Deadline,
): Promise<Pick<Finding, 'verdict' | 'liveVersion' | 'outcome'>> => {
  const newVersion = { target, version: target.targetVersion, plan }
  const probeOnce = announcingRetry(world, subjectOf(target), () => probe(world, newVersion, deadline))
  const verdict = await untilDecided(world, plan.settings, deadline, probeOnce)
  if (verdict.kind === 'notProbed') return { verdict }
  if (verdict.kind === 'healthy' && !(compares && mayHaveLost(verdict))) return { verdict }
  const liveVersion = await probeLiveVersion(world, target, plan, deadline)
  const outcome = compares ? outcomeOf(verdict, liveVersion) : undefined
  return { verdict, ...(liveVersion && { liveVersion }), ...(outcome && { outcome }) }
}
