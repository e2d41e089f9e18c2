import { setTimeout } from 'node:timers/promises'
import type { Environment } from '../healthcheck/aws/client-configuration.ts'
import { createLog } from '../healthcheck/aws/log.ts'
import { once } from '../healthcheck/aws/once.ts'
import { logPlaceOf } from './log-place.ts'
import { putResponse } from './put-response.ts'
import { createResponseUrlCheck } from './response-url.ts'
import type { ResponseWorld } from './world.ts'

/** What both Lambda functions answer CloudFormation with, in the real world. */
export const createResponseWorld = (environment: Environment): ResponseWorld => {
  const cloudFormation = once(async () => (await import('./cloud-formation.ts')).createStackStatus(environment))
  return {
    now: () => performance.now(),
    sleep: (ms, signal) => setTimeout(ms, undefined, signal && { signal }),
    log: createLog(),
    hookName: environment.HOOK_NAME ?? 'CodeDeployHook_LambdaWebsite',
    acceptsResponseUrl: createResponseUrlCheck(environment),
    putResponse,
    logPlace: logPlaceOf(environment),
    stackStatus: async (stackId, signal) => (await cloudFormation())(stackId, signal),
  }
}
