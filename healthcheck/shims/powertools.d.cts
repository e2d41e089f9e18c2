import type { Logger } from '@aws-lambda-powertools/logger'
import type { Metrics } from '@aws-lambda-powertools/metrics'

export const createLogger: (options: { serviceName: string }) => Logger
export const createMetrics: (options: { namespace: string; serviceName: string }) => Metrics
