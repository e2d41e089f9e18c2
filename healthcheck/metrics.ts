import { bestEffort } from './best-effort.ts'
import type { Finding } from './finding.ts'
import type { HealthcheckWorld } from './world.ts'

/** Writes the metrics of every function that was checked. */
export const measure = (world: Pick<HealthcheckWorld, 'metrics'>, findings: Finding[]): void => {
  for (const { target, verdict } of findings)
    if (target)
      bestEffort(() =>
        world.metrics({
          functionName: target.functionName,
          healthy: verdict.kind === 'healthy',
          unhealthy: verdict.kind === 'unhealthy',
          couldNotAsk: verdict.kind === 'notProbed',
          ...(verdict.durationMs !== undefined && { durationMs: verdict.durationMs }),
        }),
      )
}
