import { PutLifecycleEventHookExecutionStatusCommand } from '@aws-sdk/client-codedeploy'
import { harmless } from '../healthcheck/best-effort.ts'
import { pauseMs } from '../healthcheck/call-with-retry.ts'
import type { Deadline } from '../healthcheck/deadline.ts'
import { describeFailure, type Failure, parseFailure } from '../healthcheck/failure.ts'
import { type Finding, passes } from '../healthcheck/finding.ts'
import { limited } from '../healthcheck/time-limit.ts'
import type { World } from '../healthcheck/world.ts'
import type { Execution, ParsedEvent } from './event.ts'

type Status = 'Succeeded' | 'Failed'

/** CodeDeploy did not take the verdict. It is thrown so that Lambda runs the hook again. */
export class ReportError extends Error {
  override name = 'ReportError'
}

/** Tells CodeDeploy the one verdict on the whole deployment; all that was found has to pass. */
export const report = async (
  world: World,
  { execution }: ParsedEvent,
  findings: Finding[],
  deadline: Deadline,
): Promise<void> => {
  if (!execution) return
  const status = findings.length > 0 && findings.every(passes) ? 'Succeeded' : 'Failed'
  const failure = await put(world, execution, status, deadline)
  if (!failure) return
  if (already.has(failure.name))
    return harmless(() => world.log.info(`${execution.deploymentId} had its verdict before ${status} was reported.`))
  const sentence = `${status} could not be reported for ${execution.deploymentId}. ${describeFailure(call, failure)}`
  harmless(() => world.log.error(sentence))
  if (!pointless.has(failure.name)) throw new ReportError(sentence)
}

const call = 'CodeDeploy.PutLifecycleEventHookExecutionStatus'

/** The verdict is there: of an earlier run of the hook, or of an attempt whose answer got lost. */
const already = new Set(['LifecycleEventAlreadyCompletedException'])

/** There is no such thing as what the verdict is about: to run again would change nothing. */
const pointless = new Set([
  'DeploymentDoesNotExistException',
  'InvalidDeploymentIdException',
  'InvalidLifecycleEventHookExecutionIdException',
  'UnsupportedActionForDeploymentTypeException',
])

/** Tries at least once, whatever the time; undefined once CodeDeploy has the verdict. */
const put = async (
  world: World,
  { deploymentId, executionId }: Execution,
  status: Status,
  deadline: Deadline,
): Promise<Failure | undefined> => {
  const input = { deploymentId, lifecycleEventHookExecutionId: executionId, status }
  for (let attempt = 0; ; attempt++) {
    const failure = await limited(world, attemptMs(deadline.reportLeftMs()), abortSignal =>
      world.codeDeploy.send(new PutLifecycleEventHookExecutionStatusCommand(input), { abortSignal }),
    ).then(() => undefined, parseFailure)
    if (!failure?.again || deadline.reportLeftMs() <= pauseMs(attempt)) return failure
    await world.sleep(pauseMs(attempt))
  }
}

/** Half of what is left, so that there is another attempt, but time enough to connect. */
const attemptMs = (leftMs: number): number => Math.min(Math.max(leftMs / 2, 1_000), 5_000)
