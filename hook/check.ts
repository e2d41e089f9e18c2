import { examine } from '../healthcheck/check-versions.ts'
import { startDeadline } from '../healthcheck/deadline.ts'
import { explain } from '../healthcheck/explain.ts'
import { measure } from '../healthcheck/metrics.ts'
import type { Invocation, World } from '../healthcheck/world.ts'
import { readDeployment } from './deployment.ts'
import { parseEvent } from './event.ts'
import { report } from './report.ts'

/**
 * The hook from its event to its verdict. Resolves once CodeDeploy has the verdict, or where there is nobody to report
 * to; rejects only if CodeDeploy did not take it, so that Lambda runs the hook again.
 */
export const createCheck =
  (world: World) =>
  async (event: unknown, invocation: Invocation): Promise<void> => {
    const deadline = startDeadline(world.now, invocation.getRemainingTimeInMillis())
    const run = parseEvent(event)
    const deployment = await readDeployment(world, run, invocation.invokedFunctionArn, deadline)
    const findings = await examine(world, deployment, deadline)
    explain(world, run, findings)
    measure(world, findings)
    await report(world, run, findings, deadline)
  }
