export const metricNamespace = 'codedeployhook'
export const metricDimension = 'FunctionName'
/** Names in CloudWatch. The first four count verdicts, 0 or 1 each; Duration is that of the last attempt. */
export const metricNames = {
  healthy: 'Healthy',
  unproven: 'Unproven',
  unhealthy: 'Unhealthy',
  couldNotAsk: 'CouldNotAsk',
  durationMs: 'Duration',
} as const

/** Exactly one of the four is true. */
export type FunctionMetrics = {
  functionName: string
  healthy: boolean
  /** The verdict `unhealthy` of a version that passes, because the live one is no better. */
  unproven: boolean
  /** The verdict `unhealthy` of any other. */
  unhealthy: boolean
  /** The verdict `notProbed`. */
  couldNotAsk: boolean
  durationMs?: number
}
