import { createCheck } from './check.ts'
import { createWorld } from './clients.ts'

/** The Lambda function that CodeDeploy runs before it shifts traffic to a new version. */
export const handler = createCheck(createWorld(process.env))
