import type { Deadline } from '../healthcheck/deadline.ts'
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
