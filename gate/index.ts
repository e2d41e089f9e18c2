import { createGate } from './check.ts'
import { createGateWorld } from './gate-world.ts'

/** The Lambda function behind Custom::WebsiteHealthcheck. */
export const handler = createGate(createGateWorld(process.env))
