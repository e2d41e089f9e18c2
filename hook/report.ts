import { PutLifecycleEventHookExecutionStatusCommand } from '@aws-sdk/client-codedeploy'
import { bestEffort } from '../healthcheck/best-effort.ts'
import type { Deadline } from '../healthcheck/deadline.ts'
import { describeFailure } from '../healthcheck/failure.ts'
import { type Finding, passes } from '../healthcheck/finding.ts'
import { reportWithRetry } from '../healthcheck/report-with-retry.ts'
import type { ParsedEvent } from './event.ts'
import type { HookWorld } from './world.ts'

export type Status = 'Succeeded' | 'Failed'

/** CodeDeploy did not accept the verdict. Thrown, so that Lambda runs the hook again. */
export class ReportError extends Error {
  override name = 'ReportError'
}

/**
 * Tells CodeDeploy the one verdict on the whole deployment: each finding must pass. Returns the verdict that this run
 * reported; undefined if an earlier run reported one, or no report was possible.
 */
export const report = async (
  world: HookWorld,
  { execution }: ParsedEvent,
  findings: Finding[],
  deadline: Deadline,
): Promise<Status | undefined> => {
  if (!execution) return undefined
  const status: Status = findings.length > 0 && findings.every(passes) ? 'Succeeded' : 'Failed'
  const { deploymentId, executionId } = execution
  const input = { deploymentId, lifecycleEventHookExecutionId: executionId, status }
  const failure = await reportWithRetry(world, deadline, call, abortSignal =>
    world.codeDeploy.send(new PutLifecycleEventHookExecutionStatusCommand(input), { abortSignal }),
  )
  if (!failure) return status
  if (already.has(failure.error.name)) {
    bestEffort(() => world.log.info(`${deploymentId} already had its verdict when ${status} was reported.`))
    // after an attempt whose answer got lost
    return failure.attempts > 1 ? status : undefined
  }
  const sentence = `${status} could not be reported for ${deploymentId}. ${describeFailure(call, failure.error)}`
  bestEffort(() => world.log.error(sentence))
  if (!pointless.has(failure.error.name)) throw new ReportError(sentence)
  return undefined
}

const call = 'CodeDeploy.PutLifecycleEventHookExecutionStatus'

/** CodeDeploy has a verdict: from an earlier run of the hook, or from an attempt whose answer got lost. */
const already = new Set(['LifecycleEventAlreadyCompletedException'])

/** What the verdict is about does not exist: a second run of the hook would change nothing. */
const pointless = new Set([
  'DeploymentDoesNotExistException',
  'InvalidDeploymentIdException',
  'InvalidLifecycleEventHookExecutionIdException',
  'UnsupportedActionForDeploymentTypeException',
])
