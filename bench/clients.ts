import {
  CodeDeployClient,
  GetApplicationRevisionCommand,
  GetDeploymentCommand,
  PutLifecycleEventHookExecutionStatusCommand,
} from '@aws-sdk/client-codedeploy'
import { InvokeCommand, LambdaClient, ListTagsCommand } from '@aws-sdk/client-lambda'
import { environmentCredentials } from '../healthcheck/aws/credentials.ts'

// What any hook that uses the AWS SDK has to have: both clients and the five calls, slimmed as in our own bundle.
const configuration = { credentials: environmentCredentials(process.env) }

export const clients = [new CodeDeployClient(configuration), new LambdaClient(configuration)]
export const commands = [
  GetApplicationRevisionCommand,
  GetDeploymentCommand,
  InvokeCommand,
  ListTagsCommand,
  PutLifecycleEventHookExecutionStatusCommand,
]
