import { setTimeout } from 'node:timers/promises'
import { LambdaClient } from '@aws-sdk/client-lambda'
import type { HealthcheckWorld } from '../world.ts'
import { clientConfiguration, type Environment } from './client-configuration.ts'
import { createLog } from './log.ts'
import { createMetricsWriter } from './metrics.ts'
import { readStackDefaults } from './stack-defaults.ts'

/** The real world: AWS as the environment of the Lambda function names it, its clock, its log. */
export const createHealthcheckWorld = (environment: Environment): HealthcheckWorld => ({
  lambda: new LambdaClient(clientConfiguration(environment, 'LAMBDA')),
  now: () => performance.now(),
  sleep: (ms, signal) => setTimeout(ms, undefined, signal && { signal }),
  log: createLog(),
  logGroup: environment.AWS_LAMBDA_LOG_GROUP_NAME ?? '',
  metrics: createMetricsWriter(),
  ...readStackDefaults(environment),
})
