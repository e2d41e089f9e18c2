import { CodeDeployClient } from '@aws-sdk/client-codedeploy'
import { clientConfiguration, type Environment } from '../healthcheck/aws/client-configuration.ts'

export const createCodeDeployClient = (environment: Environment): CodeDeployClient =>
  new CodeDeployClient(clientConfiguration(environment, 'CODEDEPLOY'))
