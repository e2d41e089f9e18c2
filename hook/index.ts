import { createHealthcheckWorld } from '../healthcheck/aws/world.ts'
import { createNotifier } from '../notification/notifier.ts'
import { createCheck } from './check.ts'
import { createCodeDeployClient } from './clients.ts'
import { warmUp } from './warm-up.ts'

const { env } = process
const world = { codeDeploy: createCodeDeployClient(env), ...createHealthcheckWorld(env), ...createNotifier(env) }

// after this module, and before Lambda's runtime asks for the first event
setImmediate(warmUp, world)

/** The Lambda function that CodeDeploy runs before it shifts traffic to a new version. */
export const handler = createCheck(world)
