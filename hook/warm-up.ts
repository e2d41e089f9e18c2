import { GetDeploymentCommand } from '@aws-sdk/client-codedeploy'
import { InvokeCommand } from '@aws-sdk/client-lambda'
import { rehearsalOf } from '../healthcheck/aws/rehearse-call.ts'
import { createCheck } from './check.ts'
import type { HookWorld } from './world.ts'

/**
 * Checks a deployment that does not exist, without network, log and notifications: V8 compiles a function when it is first
 * called, and Lambda gives the initialization a whole CPU, and the handler a part of one. What fails here is left to the
 * handler.
 */
export const warmUp = ({ notifier: _, ...world }: HookWorld): Promise<void> =>
  createCheck({
    ...world,
    codeDeploy: rehearsalOf(world.codeDeploy, bodyFor),
    lambda: rehearsalOf(world.lambda, bodyFor),
    log: { info: silent, warn: silent, error: silent },
    metrics: silent,
  })(
    { DeploymentId: 'd-123456789', LifecycleEventHookExecutionId: 'id' },
    {
      invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:CodeDeployHook_LambdaWebsite',
      // what fails is not retried for long
      getRemainingTimeInMillis: () => 1_000,
    },
  ).catch(silent)

const silent = () => undefined

const bodyFor = (command: unknown): string => {
  if (command instanceof InvokeCommand) return '{"statusCode":200}'
  return command instanceof GetDeploymentCommand ? deployment : '{}'
}

const appSpec =
  '{"Resources":[{"Site":{"Type":"AWS::Lambda::Function","Properties":{"Name":"Site","CurrentVersion":"1","TargetVersion":"2"}}}]}'
const deployment = JSON.stringify({ deploymentInfo: { revision: { string: { content: appSpec } } } })
