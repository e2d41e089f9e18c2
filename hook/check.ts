import { startDeadline } from '../healthcheck/deadline.ts'
import { explain } from '../healthcheck/explain.ts'
import { measure } from '../healthcheck/metrics.ts'
import { announceCommand, announceRun } from './announce.ts'
import { checkDeployment } from './check-deployment.ts'
import { readDeployment } from './deployment.ts'
import { contextOf, parseEvent } from './event.ts'
import { notifyFailure } from './notify.ts'
import { report } from './report.ts'
import type { HookWorld, Invocation } from './world.ts'

/**
 * The hook from its event to its verdict. Resolves once CodeDeploy has the verdict, or if it waits for none;
 * rejects only if CodeDeploy did not accept it, so that Lambda runs the hook again.
 */
export const createCheck =
  (world: HookWorld) =>
  async (event: unknown, invocation: Invocation): Promise<void> => {
    const deadline = startDeadline(world.now, invocation.getRemainingTimeInMillis?.())
    const run = parseEvent(event)
    const reading = readDeployment(world, run, invocation.invokedFunctionArn, deadline)
    announceRun(world, run, deadline)
    const deployment = await reading
    const findings = await checkDeployment(world, deployment, deadline)
    explain(world, contextOf(run), findings)
    measure(world, findings)
    announceCommand(world, run, findings)
    const reported = await report(world, run, findings, deadline)
    await notifyFailure(world, run, { reported, findings, hookArn: invocation.invokedFunctionArn }, deadline)
  }
