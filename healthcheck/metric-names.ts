export const metricNamespace = 'codedeployhook'
export const metricDimension = 'FunctionName'
/** Names in CloudWatch. The first three count verdicts, 0 or 1 each; Duration is that of the last attempt. */
export const metricNames = {
  healthy: 'Healthy',
  unhealthy: 'Unhealthy',
  couldNotAsk: 'CouldNotAsk',
  durationMs: 'Duration',
} as const

/** Exactly one of the three is true. */
export type FunctionMetrics = {
  functionName: string
  healthy: boolean
  unhealthy: boolean
  /** The verdict `notProbed`. */
  couldNotAsk: boolean
  durationMs?: number
}
