import type { Environment } from '../healthcheck/aws/client-configuration.ts'
import { once } from '../healthcheck/aws/once.ts'
import { createHealthcheckWorld } from '../healthcheck/aws/world.ts'
import { createNotifier } from '../notification/notifier.ts'
import { createResponseWorld } from './response-world.ts'
import type { GateWorld } from './world.ts'

/** The real world of the gate. */
export const createGateWorld = (environment: Environment): GateWorld => {
  const cloudFormation = once(async () => (await import('./cloud-formation.ts')).createStackStatus(environment))
  return {
    ...createHealthcheckWorld(environment),
    ...createResponseWorld(environment),
    ...createNotifier(environment),
    stackStatus: async (stackId, signal) => (await cloudFormation())(stackId, signal),
  }
}
