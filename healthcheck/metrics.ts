import { harmless } from './best-effort.ts'
import type { Finding } from './finding.ts'
import type { World } from './world.ts'

export const metricNamespace = 'codedeployhook'
export const metricDimension = 'FunctionName'
/** Names in CloudWatch. The first three count verdicts, 0 or 1 each; Duration is that of the last attempt. */
export const metricNames = {
  healthy: 'Healthy',
  unhealthy: 'Unhealthy',
  couldNotAsk: 'CouldNotAsk',
  durationMs: 'Duration',
} as const

/** Exactly one of the three is true: healthy, said no, could not be asked. */
export type FunctionMetrics = {
  functionName: string
  healthy: boolean
  unhealthy: boolean
  couldNotAsk: boolean
  durationMs?: number
}

/** Writes the metrics of every function that was checked. */
export const measure = (world: World, findings: Finding[]): void => {
  for (const { target, verdict } of findings)
    if (target)
      harmless(() => {
        const unhealthy = verdict.reason?.startsWith('Healthcheck.') ?? false
        world.metrics({
          functionName: target.functionName,
          healthy: !verdict.reason,
          unhealthy,
          couldNotAsk: Boolean(verdict.reason) && !unhealthy,
          ...(verdict.durationMs !== undefined && { durationMs: verdict.durationMs }),
        })
      })
}
