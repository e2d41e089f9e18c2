import type { CodeDeployClient } from '@aws-sdk/client-codedeploy'
import type { HealthcheckWorld } from '../healthcheck/world.ts'
import type { NotificationWorld } from '../notification/world.ts'

/** Everything that the hook needs from outside. */
export type HookWorld = HealthcheckWorld & NotificationWorld & { codeDeploy: CodeDeployClient }

/** What the hook uses of its own invocation: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
export type Invocation = {
  invokedFunctionArn: string
  getRemainingTimeInMillis?(): number
}
