import { createHealthcheckWorld } from '../healthcheck/aws/world.ts'
import { createCheck } from './check.ts'
import { createCodeDeployClient } from './clients.ts'

const { env } = process

/** The Lambda function that CodeDeploy runs before it shifts traffic to a new version. */
export const handler = createCheck({ codeDeploy: createCodeDeployClient(env), ...createHealthcheckWorld(env) })
