import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import { clientConfiguration, type Environment } from '../healthcheck/aws/client-configuration.ts'

/** A file of its own next to the bundle, loaded on demand: hardly any request depends on the stack's status. */
export const createStackStatus = (environment: Environment) => {
  const client = new CloudFormationClient(clientConfiguration(environment, 'CLOUDFORMATION'))
  return async (stackId: string, abortSignal: AbortSignal): Promise<string | undefined> => {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: stackId }), { abortSignal })
    return Stacks?.[0]?.StackStatus
  }
}
