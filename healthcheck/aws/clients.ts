import { setTimeout } from 'node:timers/promises'
import { CodeDeployClient } from '@aws-sdk/client-codedeploy'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { parseEnvironment } from '../../schema/environment.ts'
import { defaults } from '../../schema/settings.ts'
import { metricDimension, metricNames, metricNamespace } from '../metrics.ts'
import type { World } from '../world.ts'
import { environmentCredentials } from './credentials.ts'
import { createLogger, createMetrics } from './powertools.cjs'

type Environment = Record<string, string | undefined>

/** The real world: AWS as the environment of the Lambda function names it, its clock, its log. */
export const createWorld = (environment: Environment): World => {
  const { settings, problems } = parseEnvironment(environment)
  return {
    codeDeploy: new CodeDeployClient(configurationOf(environment, 'CODEDEPLOY')),
    lambda: new LambdaClient(configurationOf(environment, 'LAMBDA')),
    now: () => performance.now(),
    sleep: (ms, signal) => setTimeout(ms, undefined, signal && { signal }),
    log: createLog(),
    metrics: measureTo(once(createStore)),
    assumed: { ...defaults, ...settings },
    problems: problems.map(({ sentence }) => sentence),
  }
}

// Asking again is the business of call-with-retry.ts, and the time of a call that of time-limit.ts: an answer of Invoke may take
// 300 s, in which nothing moves on its socket.
// The number of sockets is that of the functions, so that none waits for another.
const configurationOf = (environment: Environment, service: 'CODEDEPLOY' | 'LAMBDA') => {
  const { AWS_REGION, AWS_ENDPOINT_URL, [`AWS_ENDPOINT_URL_${service}`]: endpoint = AWS_ENDPOINT_URL } = environment
  return {
    ...(AWS_REGION && { region: AWS_REGION }),
    ...(endpoint && { endpoint }),
    credentials: environmentCredentials(environment),
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: 3_000,
      requestTimeout: 0,
      socketTimeout: 0,
      httpAgent: agent,
      httpsAgent: agent,
    },
  }
}

const agent = { keepAlive: true, maxSockets: 1_000 }

const createLog = (): World['log'] => {
  const logger = once(() => createLogger({ serviceName: 'codedeployhook' }))
  return {
    info: (message, details = {}) => logger().info(message, details),
    warn: (message, details = {}) => logger().warn(message, details),
    error: (message, details = {}) => logger().error(message, details),
  }
}

const measureTo =
  (metrics: () => ReturnType<typeof createMetrics>): World['metrics'] =>
  ({ functionName, healthy, unhealthy, couldNotAsk, durationMs }) => {
    metrics().addDimension(metricDimension, functionName)
    // once more without a dimension: an alarm over all functions cannot use SEARCH
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-search-expressions.html
    metrics().addDimensions({})
    metrics().addMetric(metricNames.healthy, 'Count', Number(healthy))
    metrics().addMetric(metricNames.unhealthy, 'Count', Number(unhealthy))
    metrics().addMetric(metricNames.couldNotAsk, 'Count', Number(couldNotAsk))
    if (durationMs !== undefined) metrics().addMetric(metricNames.durationMs, 'Milliseconds', durationMs)
    metrics().publishStoredMetrics()
  }

const createStore = () => {
  const metrics = createMetrics({ namespace: metricNamespace, serviceName: 'codedeployhook' })
  metrics.clearDefaultDimensions()
  return metrics
}

const once = <Value>(make: () => Value): (() => Value) => {
  let made: Value | undefined
  return () => {
    made ??= make()
    return made
  }
}
