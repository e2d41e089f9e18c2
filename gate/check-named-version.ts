import { checkVersion } from '../healthcheck/check-version.ts'
import type { Deadline } from '../healthcheck/deadline.ts'
import { type Finding, passes } from '../healthcheck/finding.ts'
import { notProbedFor } from '../healthcheck/not-probed.ts'
import type { Target } from '../healthcheck/target.ts'
import type { GateRequest } from './event.ts'
import { targetOf, uncheckedOf } from './named-version.ts'
import { readStackStatus } from './stack-status.ts'
import type { GateWorld } from './world.ts'

/** Checks the version that a request names as the hook would check it. Never throws. */
export const checkNamedVersion = async (
  world: GateWorld,
  request: GateRequest,
  ownArn: string,
  deadline: Deadline,
): Promise<Finding> => {
  const unchecked = uncheckedOf(world, request)
  if (!request.version) {
    const problem = request.problems.join(' ')
    return { ...unchecked, verdict: { kind: 'notProbed', reason: 'Hook.InvalidDeployment', problem } }
  }
  try {
    return await checkUntilCreated(world, request, targetOf(request.version, request.oldVersion, ownArn), deadline)
  } catch (error) {
    return { ...unchecked, verdict: notProbedFor(error) }
  }
}

/**
 * New resources, IAM roles above all, do not take effect everywhere at once. So a failure is not final while the stack
 * is being created.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
 */
const checkUntilCreated = async (
  world: GateWorld,
  request: GateRequest,
  target: Target,
  deadline: Deadline,
): Promise<Finding> => {
  const start = world.now()
  const hasTime = () => world.now() - start + pauseMs <= graceMs && deadline.leftMs() > pauseMs
  let finding = await checkVersion(world, { target }, deadline)
  if (passes(finding) || request.requestType !== 'Create') return finding
  if ((await readStackStatus(world, request, deadline)) !== 'CREATE_IN_PROGRESS') return finding
  while (!passes(finding) && hasTime()) {
    await world.sleep(pauseMs)
    finding = await checkVersion(world, { target }, deadline)
  }
  return finding
}

const graceMs = 60_000
const pauseMs = 5_000
