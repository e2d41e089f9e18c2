import type { Deployment } from '../hook/deployment.ts'
import { ask } from './attempt.ts'
import { CouldNotAskError } from './call-with-retry.ts'
import { type Deadline, earlier } from './deadline.ts'
import type { Finding, Target, Verdict } from './finding.ts'
import { readTags } from './function-tags.ts'
import { askBaseline } from './live-version.ts'
import { type Plan, planFor } from './probe-plan.ts'
import { untilDecided } from './thresholds.ts'
import type { World } from './world.ts'

/** Checks every function of the deployment, all at once. Never throws. */
export const examine = async (world: World, deployment: Deployment, deadline: Deadline): Promise<Finding[]> => {
  const { deploymentId, rollback, targets, refusal } = deployment
  if (refusal)
    return [{ subject: deploymentId, verdict: refusal, ...(rollback && { waived: waivers.rollback }), problems: [] }]
  return Promise.all(targets.map(target => examineTarget(world, target, rollback || isOlder(target), deadline)))
}

const waivers = { rollback: 'a rollback is never blocked', warn: 'Mode is Warn' }
/** A rollback waits no longer than this for an answer that changes nothing. */
const rollbackMs = 60_000

const examineTarget = async (world: World, target: Target, rollback: boolean, deadline: Deadline): Promise<Finding> => {
  const finding = {
    subject: `${target.functionName}:${target.targetVersion}`,
    target,
    problems: [],
    ...(rollback && { waived: waivers.rollback }),
  }
  try {
    const time = rollback ? earlier(world.now, rollbackMs, deadline) : deadline
    const plan = planFor(await readTags(world, target, time), target.functionName, world.assumed)
    return { ...finding, ...(await followPlan(world, target, plan, time)) }
  } catch (error) {
    return { ...finding, verdict: verdictFor(error) }
  }
}

const followPlan = async (
  world: World,
  target: Target,
  plan: Plan,
  deadline: Deadline,
): Promise<Omit<Finding, 'subject' | 'target'>> => {
  const { settings, format, problems, obstacle } = plan
  const known = { problems, ...(settings.mode === 'Warn' && { waived: waivers.warn }) }
  if (obstacle) return { ...known, verdict: { reason: 'Hook.InvalidDeployment', sentence: obstacle } }
  const request = { method: settings.method, path: settings.path, format }
  return { ...known, request, ...(await askVersions(world, target, plan, deadline)) }
}

const askVersions = async (
  world: World,
  target: Target,
  plan: Plan,
  deadline: Deadline,
): Promise<Pick<Finding, 'verdict' | 'baseline'>> => {
  const question = { target, version: target.targetVersion, plan }
  const verdict = await untilDecided(world, plan.settings, deadline, () => ask(world, question, deadline))
  const baseline = await askBaseline(world, target, plan, verdict, deadline)
  return { verdict, ...(baseline && { baseline }) }
}

const verdictFor = (error: unknown): Verdict => ({
  reason: error instanceof CouldNotAskError ? error.reason : 'Hook.CouldNotAsk',
  sentence: (error as Error).message,
})

// a version that is no number is not below another
const isOlder = ({ currentVersion, targetVersion }: Target): boolean => Number(targetVersion) < Number(currentVersion)
