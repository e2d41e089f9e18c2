import { bestEffort } from './best-effort.ts'
import { type Finding, isUnproven } from './finding.ts'
import type { HealthcheckWorld } from './world.ts'

/** Writes the metrics of every function that was checked. */
export const measure = (world: Pick<HealthcheckWorld, 'metrics'>, findings: Finding[]): void => {
  for (const finding of findings) {
    const { target, verdict } = finding
    const unproven = isUnproven(finding)
    if (target)
      bestEffort(() =>
        world.metrics({
          functionName: target.functionName,
          healthy: verdict.kind === 'healthy',
          unproven,
          unhealthy: verdict.kind === 'unhealthy' && !unproven,
          couldNotAsk: verdict.kind === 'notProbed',
          ...(verdict.durationMs !== undefined && { durationMs: verdict.durationMs }),
        }),
      )
  }
}
