import { checkVersion } from '../healthcheck/check-version.ts'
import { type Deadline, earlier } from '../healthcheck/deadline.ts'
import { type Finding, modeWaiver, type Waiver } from '../healthcheck/finding.ts'
import type { Target } from '../healthcheck/target.ts'
import type { Deployment } from './deployment.ts'
import type { HookWorld } from './world.ts'

/** Checks every function of the deployment, all at once. Never throws. */
export const checkDeployment = async (
  world: HookWorld,
  { deploymentId, rollback, targets, refusal }: Deployment,
  deadline: Deadline,
): Promise<Finding[]> => {
  if (refusal) {
    const waiver = rollback ? rollbackWaiver : modeWaiver(world.stackDefaults)
    return [{ subject: deploymentId, verdict: refusal, ...(waiver && { waiver }), problems: [] }]
  }
  return Promise.all(
    targets.map(target =>
      rollback || isOlder(target)
        ? checkVersion(world, { target, waiver: rollbackWaiver }, earlier(world.now, rollbackMs, deadline))
        : checkVersion(world, { target }, deadline),
    ),
  )
}

const rollbackWaiver: Waiver = { code: 'Rollback', text: 'a rollback is never blocked' }

/** A rollback waits no longer than this for an answer that changes nothing. */
const rollbackMs = 60_000

// a version that is not a number is not older than another
const isOlder = ({ currentVersion, targetVersion }: Target): boolean => Number(targetVersion) < Number(currentVersion)
