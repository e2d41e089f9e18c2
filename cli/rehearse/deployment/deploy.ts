import type { Clock } from '../aws/clock.ts'
import { createDeployment, type Shift, type SimulatedDeployment, type Status } from '../aws/code-deploy.ts'
import { describeError } from '../aws/describe.ts'
import type { Step } from '../aws/traffic.ts'
import type { InvocationOutcome, Sandbox } from '../sandbox/sandbox.ts'
import { runOnce } from './installed-function.ts'
import { type LoggedVerdict, parseHookLog } from './log.ts'
import type { Timeline } from './timeline.ts'

export type Deploy = {
  shift: Shift
  /** Undefined for a deployment configuration that only the account knows. */
  steps: Step[] | undefined
  deploymentType: string
  /** A new run of the hook, in a separate process. */
  startHook(): Sandbox
  /** What the hook's time limit is in AWS, and what it is here. */
  hookSeconds: { inAws: number; here: number }
  clock: Clock
  timeline: Timeline
  /** Registers the deployment with the endpoint before the hook requests it. */
  register(deployment: SimulatedDeployment): void
}

/** CodeDeploy's result for the hook, and the hook's log. */
export type DeploymentOutcome = LoggedVerdict & { status: Status; reported: boolean }

/** What CodeDeploy does with one function: the hook's verdict, then the traffic. Fails unless the hook says otherwise. */
export const deploy = async (plan: Deploy): Promise<DeploymentOutcome> => {
  const { shift, timeline } = plan
  const { alias, currentVersion, targetVersion } = shift
  timeline.add('Published', `version ${targetVersion}; alias ${alias} stays on version ${currentVersion}`)
  timeline.add('BeforeAllowTraffic', `CodeDeploy runs ${shift.hook}`)
  const heard = await askHook(plan)
  if (heard.status === 'Succeeded') shiftTraffic(plan)
  else timeline.add('Rollback', `alias ${alias}: 100 % stays on version ${currentVersion}`)
  return heard
}

/**
 * CodeDeploy invokes the hook asynchronously and waits an hour for its report; Lambda runs a hook that failed twice more.
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html#reference-appspec-file-structure-hooks-section-structure-lambda
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
const askHook = async (plan: Deploy): Promise<DeploymentOutcome> => {
  const { clock, timeline, shift, register } = plan
  const startedAtMs = clock.nowMs()
  const heard = new AbortController()
  const deployment = createDeployment(shift, status => {
    timeline.add('Report', status)
    heard.abort()
  })
  register(deployment)
  const event = { DeploymentId: deployment.id, LifecycleEventHookExecutionId: deployment.hookExecutionId }
  let word: LoggedVerdict = {}
  for (const waitMinutes of [0, 1, 2]) {
    if (waitMinutes > 0) {
      clock.skip(waitMinutes * 60_000)
      timeline.add('Hook', `Lambda retries it after ${waitMinutes} min`)
    }
    const outcome = await runOnce(plan.startHook(), event, heard.signal)
    word = { ...word, ...parseHookLog(outcome.log) }
    if (deployment.reported) return { status: deployment.reported, reported: true, ...word }
    if (!outcome.functionError) {
      timeline.add('Hook', 'ended without a report')
      break
    }
    timeline.add('Hook', `failed without a report, ${failureOf(plan, outcome)}`)
  }
  clock.skipTo(startedAtMs + hookHourMs)
  timeline.add('Report', 'none within one hour, so CodeDeploy treats it as failed')
  return { status: 'Failed', reported: false, ...word }
}

const hookHourMs = 3_600_000

/** What ended a run, in one phrase; a time limit that was cut short here costs on the clock what it costs in AWS. */
const failureOf = ({ clock, hookSeconds: { inAws, here } }: Deploy, { payload }: InvocationOutcome): string => {
  const { errorType, errorMessage } = JSON.parse(payload.toString())
  if (errorType !== 'Sandbox.Timedout') return describeError(errorType, errorMessage)
  clock.skip((inAws - here) * 1_000)
  return `timed out after ${inAws} s`
}

const shiftTraffic = ({ shift, steps, deploymentType, clock, timeline }: Deploy): void => {
  const { alias, currentVersion, targetVersion } = shift
  const startedAtMs = clock.nowMs()
  if (!steps) timeline.add('AllowTraffic', `by ${deploymentType}, which is defined in the account`)
  for (const { afterMinutes, percent } of steps ?? [{ afterMinutes: 0, percent: 100 }]) {
    clock.skipTo(startedAtMs + afterMinutes * 60_000)
    const rest = percent < 100 ? `, version ${currentVersion} ${100 - percent} %` : ''
    timeline.add('AllowTraffic', `alias ${alias}: version ${targetVersion} ${percent} %${rest}`)
  }
}
