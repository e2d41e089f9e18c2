import { setTimeout } from 'node:timers/promises'
import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import { CodeDeployClient } from '@aws-sdk/client-codedeploy'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { parseEnvironment } from '../schema/environment.ts'
import { defaults } from '../schema/settings.ts'
import { defaultProvider } from './credentials.ts'
import { type FunctionMetrics, metricDimension, metricNames, metricNamespace } from './metrics.ts'
import type { World } from './world.ts'

/** The real world: AWS as the environment of the Lambda function names it, its clock, its log. */
export const createWorld = (environment: Record<string, string | undefined>): World => {
  const { settings, problems } = parseEnvironment(environment)
  return {
    codeDeploy: new CodeDeployClient(clientConfiguration()),
    lambda: new LambdaClient(clientConfiguration()),
    now: () => performance.now(),
    sleep: (ms, signal) => setTimeout(ms, undefined, signal && { signal }),
    log: createLog(),
    metrics: createMetrics(),
    assumed: { ...defaults, ...settings },
    problems,
  }
}

// Asking again is the hook's own business (insist.ts), and so is the time that a call may take: Invoke may take 300 s.
// The number of sockets is that of the functions, so that none waits for another.
const clientConfiguration = () => ({
  credentials: defaultProvider(),
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 0, httpAgent: agent, httpsAgent: agent },
})

const agent = { keepAlive: true, maxSockets: 1_000 }

const createLog = (): World['log'] => {
  const logger = new Logger({ serviceName: 'codedeployhook' })
  return {
    info: (message, details = {}) => logger.info(message, details),
    warn: (message, details = {}) => logger.warn(message, details),
    error: (message, details = {}) => logger.error(message, details),
  }
}

const createMetrics = () => {
  const metrics = new Metrics({ namespace: metricNamespace, serviceName: 'codedeployhook' })
  metrics.clearDefaultDimensions()
  return ({ functionName, healthy, unhealthy, couldNotAsk, durationMs }: FunctionMetrics) => {
    metrics.addDimension(metricDimension, functionName)
    // once more without a dimension: an alarm over all functions cannot use SEARCH
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-search-expressions.html
    metrics.addDimensions({})
    metrics.addMetric(metricNames.healthy, MetricUnit.Count, Number(healthy))
    metrics.addMetric(metricNames.unhealthy, MetricUnit.Count, Number(unhealthy))
    metrics.addMetric(metricNames.couldNotAsk, MetricUnit.Count, Number(couldNotAsk))
    if (durationMs !== undefined) metrics.addMetric(metricNames.durationMs, MetricUnit.Milliseconds, durationMs)
    metrics.publishStoredMetrics()
  }
}
