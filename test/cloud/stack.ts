import {
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  type StackEvent,
} from '@aws-sdk/client-cloudformation'
import { GetAliasCommand, ListTagsCommand, ListVersionsByFunctionCommand } from '@aws-sdk/client-lambda'
import type { Cloud } from './account.ts'
import { region } from './environment.ts'

/** CREATE_COMPLETE and so on, or undefined where there is no such stack. */
export const statusOf = async (cloud: Cloud, stack: string): Promise<string | undefined> => {
  const { Stacks = [] } = await cloud.cloudFormation
    .send(new DescribeStacksCommand({ StackName: stack }))
    .catch(() => ({ Stacks: [] }))
  return Stacks[0]?.StackStatus
}

export const outputsOf = async (cloud: Cloud, stack: string): Promise<Record<string, string>> => {
  const { Stacks = [] } = await cloud.cloudFormation.send(new DescribeStacksCommand({ StackName: stack }))
  return Object.fromEntries(Stacks[0]?.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]) ?? [])
}

/** The stack's events, oldest first. */
export const eventsOf = async (cloud: Cloud, stack: string): Promise<StackEvent[]> => {
  const { StackEvents = [] } = await cloud.cloudFormation.send(new DescribeStackEventsCommand({ StackName: stack }))
  return StackEvents.toReversed()
}

/** The types of the stack's resources by their logical IDs; what it retained when it was removed is not among them. */
export const resourcesOf = async (cloud: Cloud, stack: string): Promise<Record<string, string>> => {
  const { StackResources = [] } = await cloud.cloudFormation.send(
    new DescribeStackResourcesCommand({ StackName: stack }),
  )
  return Object.fromEntries(
    StackResources.filter(({ ResourceStatus }) => !ResourceStatus?.startsWith('DELETE_')).map(
      ({ LogicalResourceId, ResourceType }) => [LogicalResourceId, ResourceType],
    ),
  )
}

/** The name, ID or ARN of a resource. */
export const physicalId = async (cloud: Cloud, stack: string, logicalId: string): Promise<string> => {
  const { StackResources = [] } = await cloud.cloudFormation.send(
    new DescribeStackResourcesCommand({ StackName: stack, LogicalResourceId: logicalId }),
  )
  const id = StackResources[0]?.PhysicalResourceId
  if (!id) throw new Error(`${stack} has no resource ${logicalId}.`)
  return id
}

export type Processed = {
  Resources: Record<string, { Type: string; Properties: Record<string, unknown>; UpdatePolicy?: unknown }>
}

/** The template after our macro and SAM's transform: of a stack, or of a change set that was not executed. */
export const processedOf = async (cloud: Cloud, stack: string, changeSet?: string): Promise<Processed> => {
  const { TemplateBody } = await cloud.cloudFormation.send(
    new GetTemplateCommand({ StackName: stack, TemplateStage: 'Processed', ChangeSetName: changeSet }),
  )
  return JSON.parse(TemplateBody ?? '')
}

/** The version that an alias of a function leads to. */
export const live = async (cloud: Cloud, stack: string, logicalId: string, alias = 'live'): Promise<string> => {
  const FunctionName = await physicalId(cloud, stack, logicalId)
  const { FunctionVersion } = await cloud.lambda.send(new GetAliasCommand({ FunctionName, Name: alias }))
  return FunctionVersion ?? ''
}

/** The published versions of a function, oldest first: `['1', '2']`. */
export const versionsOf = async (cloud: Cloud, stack: string, logicalId: string): Promise<string[]> => {
  const FunctionName = await physicalId(cloud, stack, logicalId)
  const { Versions = [] } = await cloud.lambda.send(new ListVersionsByFunctionCommand({ FunctionName }))
  return Versions.flatMap(({ Version }) => (Version && Version !== '$LATEST' ? [Version] : []))
}

/** The tags of a function that are settings of ours, without their prefix. */
export const settingTagsOf = async (
  cloud: Cloud,
  stack: string,
  logicalId: string,
): Promise<Record<string, string>> => {
  const name = await physicalId(cloud, stack, logicalId)
  const { Tags = {} } = await cloud.lambda.send(
    new ListTagsCommand({ Resource: `arn:aws:lambda:${region}:${cloud.accountId}:function:${name}` }),
  )
  const prefix = 'websitehealthcheck:'
  const settings = Object.entries(Tags).filter(([key]) => key.startsWith(prefix))
  return Object.fromEntries(settings.map(([key, value]) => [key.slice(prefix.length), value]))
}

/** What a visitor gets from SAM's implicit REST API, through LocalStack's API Gateway. */
export const visit = async (cloud: Cloud, stack: string, path: string): Promise<{ status: number; body: string }> => {
  const api = await physicalId(cloud, stack, 'ServerlessRestApi')
  const response = await fetch(`${cloud.url}/_aws/execute-api/${api}/Prod${path}`)
  return { status: response.status, body: await response.text() }
}

export const removeStack = async (cloud: Cloud, stack: string): Promise<void> => {
  const { exitCode, terminal } = await cloud.aws('cloudformation', 'delete-stack', '--stack-name', stack)
  if (exitCode !== 0) throw new Error(terminal)
  await cloud.aws('cloudformation', 'wait', 'stack-delete-complete', '--stack-name', stack)
}
