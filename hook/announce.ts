import { bestEffort } from '../healthcheck/best-effort.ts'
import type { Deadline } from '../healthcheck/deadline.ts'
import { type Finding, passes } from '../healthcheck/finding.ts'
import { logCommand } from '../healthcheck/log-command.ts'
import { announceStart } from '../healthcheck/progress.ts'
import { contextOf, type ParsedEvent } from './event.ts'
import type { HookWorld } from './world.ts'

/** Logs that a deployment is checked; called once the first call is under way, which needs no log. */
export const announceRun = (world: HookWorld, run: ParsedEvent, deadline: Deadline): void => {
  if (!run.execution) return
  const { deploymentId } = run.execution
  const seconds = Math.round(deadline.leftMs() / 1_000)
  announceStart(world, `Checking ${deploymentId}, for up to ${seconds} s.`, contextOf(run))
}

/** After a failure: logs the command that prints everything about the deployment, by its ID alone. */
export const announceCommand = (world: HookWorld, run: ParsedEvent, findings: Finding[]): void => {
  if (!run.execution || findings.every(passes)) return
  const { deploymentId } = run.execution
  const command = logCommand(world.logGroup, 'deploymentId', deploymentId)
  bestEffort(() => world.log.info(`All about ${deploymentId}: ${command}`, { event: 'Finished', ...contextOf(run) }))
}
