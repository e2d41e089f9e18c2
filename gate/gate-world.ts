import type { Environment } from '../healthcheck/aws/client-configuration.ts'
import { createHealthcheckWorld } from '../healthcheck/aws/world.ts'
import { createNotifier } from '../notification/notifier.ts'
import { createResponseWorld } from './response-world.ts'
import type { GateWorld } from './world.ts'

/** The real world of the gate. */
export const createGateWorld = (environment: Environment): GateWorld => ({
  ...createHealthcheckWorld(environment),
  ...createResponseWorld(environment),
  ...createNotifier(environment),
})
