import { createHash, randomBytes } from 'node:crypto'
import { type Call, type EndpointResponse, failure } from './endpoint.ts'

export type Status = 'Succeeded' | 'Failed'

/** A deployment of one function as CodeDeploy makes it for CloudFormation, waiting for its hook's verdict. */
export type SimulatedDeployment = {
  id: string
  hookExecutionId: string
  /** The AppSpec's text. */
  content: string
  group: string
  reported?: Status
  /** Called with the verdict, once. */
  onReport(status: Status): void
}

export type Shift = { name: string; alias: string; currentVersion: string; targetVersion: string; hook: string }

export const createDeployment = (shift: Shift, onReport: SimulatedDeployment['onReport']): SimulatedDeployment => ({
  id: `d-${randomBytes(5).toString('hex').slice(0, 9).toUpperCase()}`,
  hookExecutionId: randomBytes(216).toString('base64'),
  content: appSpec(shift),
  group: `rehearsal-${shift.name}`,
  onReport,
})

/** https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-example.html#appspec-file-example-lambda */
const appSpec = ({ name, alias, currentVersion, targetVersion, hook }: Shift): string =>
  JSON.stringify({
    version: '0.0',
    Resources: [
      {
        [name]: {
          Type: 'AWS::Lambda::Function',
          Properties: { Name: name, Alias: alias, CurrentVersion: currentVersion, TargetVersion: targetVersion },
        },
      },
    ],
    Hooks: [{ BeforeAllowTraffic: hook }],
  })

/** Answers the three calls that the hook makes of CodeDeploy. */
export const answerCodeDeploy = (deployments: SimulatedDeployment[], { operation, input }: Call): EndpointResponse => {
  if (operation === 'GetApplicationRevision') return revision(deployments, input)
  const found = deployments.find(({ id }) => id === String(input.deploymentId))
  if (!found)
    return failure(400, 'DeploymentDoesNotExistException', `No deployment exists for the ID ${input.deploymentId}.`)
  return operation === 'GetDeployment' ? deployment(found) : report(found, input)
}

/** CloudFormation's deployments hold the AppSpec as a string, and GetDeployment returns only its hash. */
const deployment = ({ id, group, content }: SimulatedDeployment): EndpointResponse => ({
  body: JSON.stringify({
    deploymentInfo: {
      applicationName: 'rehearsal',
      deploymentGroupName: group,
      deploymentId: id,
      deploymentConfigName: 'CodeDeployDefault.LambdaAllAtOnce',
      computePlatform: 'Lambda',
      creator: 'CloudFormation',
      status: 'InProgress',
      createTime: Math.floor(Date.now() / 1_000),
      revision: { revisionType: 'String', string: { sha256: hash(content) } },
    },
  }),
})

const revision = (
  deployments: SimulatedDeployment[],
  { applicationName, revision }: Record<string, unknown>,
): EndpointResponse => {
  const asked = JSON.stringify(revision ?? {})
  const found = deployments.find(({ content }) => asked.includes(hash(content)))
  if (!found) return failure(400, 'RevisionDoesNotExistException', 'The named revision does not exist.')
  const string = { content: found.content, sha256: hash(found.content) }
  return { body: JSON.stringify({ applicationName, revision: { revisionType: 'String', string }, revisionInfo: {} }) }
}

const report = (
  found: SimulatedDeployment,
  { lifecycleEventHookExecutionId, status }: Record<string, unknown>,
): EndpointResponse => {
  if (lifecycleEventHookExecutionId !== found.hookExecutionId)
    return failure(400, 'InvalidLifecycleEventHookExecutionIdException', 'The hook execution ID is not valid.')
  if (status !== 'Succeeded' && status !== 'Failed')
    return failure(400, 'InvalidLifecycleEventHookExecutionStatusException', `The status ${status} is not valid.`)
  if (found.reported)
    return failure(400, 'LifecycleEventAlreadyCompletedException', 'The lifecycle event has already completed.')
  found.reported = status
  found.onReport(status)
  return { body: JSON.stringify({ lifecycleEventHookExecutionId }) }
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex')
