import { metricDimension, metricNames, metricNamespace } from '../metric-names.ts'
import { createMetrics } from '../shims/powertools.cjs'
import type { HealthcheckWorld } from '../world.ts'
import { once } from './once.ts'

/** Metrics in the log, in the embedded metric format. */
export const createMetricsWriter = (): HealthcheckWorld['metrics'] => {
  const metrics = once(createStore)
  return ({ functionName, healthy, unproven, unhealthy, couldNotAsk, durationMs }) => {
    metrics().addDimension(metricDimension, functionName)
    // once more without a dimension: an alarm over all functions cannot use SEARCH
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-search-expressions.html
    metrics().addDimensions({})
    metrics().addMetric(metricNames.healthy, 'Count', Number(healthy))
    metrics().addMetric(metricNames.unproven, 'Count', Number(unproven))
    metrics().addMetric(metricNames.unhealthy, 'Count', Number(unhealthy))
    metrics().addMetric(metricNames.couldNotAsk, 'Count', Number(couldNotAsk))
    if (durationMs !== undefined) metrics().addMetric(metricNames.durationMs, 'Milliseconds', durationMs)
    metrics().publishStoredMetrics()
  }
}

const createStore = () => {
  const metrics = createMetrics({ namespace: metricNamespace, serviceName: 'codedeployhook' })
  metrics.clearDefaultDimensions()
  return metrics
}
