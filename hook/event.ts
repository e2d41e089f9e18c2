import type { Context } from '../healthcheck/explain.ts'
import { isHookEvent } from '../schema/generated/validators.js'
import schema from '../schema/hook-event.schema.json' with { type: 'json' }
import { sentences } from '../schema/sentence.ts'

/** One run of the hook, as CodeDeploy names it. */
export type Execution = { deploymentId: string; executionId: string }

export type ParsedEvent = { execution: Execution; problems: [] } | { execution?: never; problems: string[] }

/** The event of the Lambda function → the run of the hook that CodeDeploy waits for. */
export const parseEvent = (event: unknown): ParsedEvent => {
  if (!isHookEvent(event)) return { problems: sentences(isHookEvent.errors ?? [], 'The event', event, schema) }
  const { DeploymentId, LifecycleEventHookExecutionId } = event as Record<string, string>
  return {
    execution: { deploymentId: String(DeploymentId), executionId: String(LifecycleEventHookExecutionId) },
    problems: [],
  }
}

/** What identifies the run in each record of the log. */
export const contextOf = ({ execution }: ParsedEvent): Context => ({ deploymentId: execution?.deploymentId })
