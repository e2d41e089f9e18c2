import { PutLifecycleEventHookExecutionStatusCommand } from '@aws-sdk/client-codedeploy'
import { bestEffort } from '../healthcheck/best-effort.ts'
import { pauseMs } from '../healthcheck/call-with-retry.ts'
import type { Deadline } from '../healthcheck/deadline.ts'
import { describeFailure, type Failure, parseFailure } from '../healthcheck/failure.ts'
import { type Finding, passes } from '../healthcheck/finding.ts'
import { announceRetry } from '../healthcheck/progress.ts'
import { withTimeLimit } from '../healthcheck/time-limit.ts'
import type { Execution, ParsedEvent } from './event.ts'
import type { HookWorld } from './world.ts'

type Status = 'Succeeded' | 'Failed'

/** CodeDeploy did not accept the verdict. Thrown, so that Lambda runs the hook again. */
export class ReportError extends Error {
  override name = 'ReportError'
}

/** Tells CodeDeploy the one verdict on the whole deployment: each finding must pass. */
export const report = async (
  world: HookWorld,
  { execution }: ParsedEvent,
  findings: Finding[],
  deadline: Deadline,
): Promise<void> => {
  if (!execution) return
  const status = findings.length > 0 && findings.every(passes) ? 'Succeeded' : 'Failed'
  const failure = await put(world, execution, status, deadline)
  if (!failure) return
  if (already.has(failure.error.name))
    return bestEffort(() =>
      world.log.info(`${execution.deploymentId} already had its verdict when ${status} was reported.`),
    )
  const sentence = `${status} could not be reported for ${execution.deploymentId}. ${describeFailure(call, failure.error)}`
  bestEffort(() => world.log.error(sentence))
  if (!pointless.has(failure.error.name)) throw new ReportError(sentence)
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

/** Tries at least once, whatever the time; undefined once CodeDeploy has the verdict. */
const put = async (
  world: HookWorld,
  { deploymentId, executionId }: Execution,
  status: Status,
  deadline: Deadline,
): Promise<Failure | undefined> => {
  const input = { deploymentId, lifecycleEventHookExecutionId: executionId, status }
  for (let attempt = 0; ; attempt++) {
    const failure = await withTimeLimit(world, attemptMs(deadline.reportLeftMs()), abortSignal =>
      world.codeDeploy.send(new PutLifecycleEventHookExecutionStatusCommand(input), { abortSignal }),
    ).then(() => undefined, parseFailure)
    if (!failure?.retryable || deadline.reportLeftMs() <= pauseMs(attempt)) return failure
    if (attempt === 0) announceRetry(world, call, failure.error)
    await world.sleep(pauseMs(attempt))
  }
}

/** Half of what is left, so that there is another attempt, but enough time to connect. */
const attemptMs = (leftMs: number): number => Math.min(Math.max(leftMs / 2, 1_000), 5_000)
