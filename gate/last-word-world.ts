import type { Environment } from '../healthcheck/aws/client-configuration.ts'
import { readStackDefaults } from '../healthcheck/aws/stack-defaults.ts'
import { createNotifier } from '../notification/notifier.ts'
import { createResponseWorld } from './response-world.ts'
import type { LastWordWorld } from './world.ts'

/** The real world of the gate's last word. */
export const createLastWordWorld = (environment: Environment): LastWordWorld => ({
  ...readStackDefaults(environment),
  ...createResponseWorld(environment),
  ...createNotifier(environment),
})
