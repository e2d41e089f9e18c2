import { createWorld } from '../healthcheck/aws/clients.ts'
import { createCheck } from './check.ts'

/** The Lambda function that CodeDeploy runs before it shifts traffic to a new version. */
export const handler = createCheck(createWorld(process.env))
