import {
  type DeploymentInfo,
  GetApplicationRevisionCommand,
  GetDeploymentCommand,
  type RevisionLocation,
} from '@aws-sdk/client-codedeploy'
import { CouldNotAskError, insist } from '../healthcheck/call-with-retry.ts'
import type { Deadline } from '../healthcheck/deadline.ts'
import type { Target, Verdict } from '../healthcheck/finding.ts'
import { parseFunctionName } from '../healthcheck/function-name.ts'
import type { ReasonCode } from '../healthcheck/reasons.ts'
import type { World } from '../healthcheck/world.ts'
import { InvalidAppSpecError, parseAppSpec } from './appspec.ts'
import type { Execution, ParsedEvent } from './event.ts'

/** The functions of a deployment, or the reason why there are none to check. */
export type Deployment = {
  deploymentId: string
  /** CodeDeploy or CloudFormation is on its way back to the version before. */
  rollback: boolean
  targets: Target[]
  refusal?: Verdict
}

/** Fetches the deployment and its AppSpec. Never throws. */
export const readDeployment = async (
  world: World,
  run: ParsedEvent,
  hookArn: string,
  deadline: Deadline,
): Promise<Deployment> => {
  const none = { deploymentId: run.execution?.deploymentId ?? 'unknown deployment', rollback: false, targets: [] }
  if (!run.execution) return { ...none, refusal: refusal('Hook.InvalidDeployment', run.problems.join(' ')) }
  try {
    const info = await getDeployment(world, run.execution, deadline)
    const rollback = rollbackCreators.has(info.creator)
    const { targets, refusal } = await readTargets(world, info, hookArn, deadline)
    return { ...none, rollback, targets, ...(refusal && { refusal }) }
  } catch (error) {
    return { ...none, refusal: refusalFor(error) }
  }
}

const rollbackCreators = new Set<unknown>(['codeDeployRollback', 'CloudFormationRollback'])

const getDeployment = async (world: World, { deploymentId }: Execution, deadline: Deadline) => {
  const { deploymentInfo } = await insist(world, deadline, 'CodeDeploy.GetDeployment', abortSignal =>
    world.codeDeploy.send(new GetDeploymentCommand({ deploymentId }), { abortSignal }),
  )
  return deploymentInfo ?? {}
}

const readTargets = async (
  world: World,
  info: DeploymentInfo,
  hookArn: string,
  deadline: Deadline,
): Promise<Pick<Deployment, 'targets' | 'refusal'>> => {
  try {
    requireLambda(info)
    const content = contentOf(info.revision) ?? contentOf(await getRevision(world, info, deadline))
    if (content === undefined) throw new InvalidAppSpecError('The revision of the deployment has no AppSpec content.')
    const resources = await parseAppSpec(content)
    return { targets: resources.map(resource => ({ ...resource, ...parseFunctionName(resource.name, hookArn) })) }
  } catch (error) {
    return { targets: [], refusal: refusalFor(error) }
  }
}

const requireLambda = ({ computePlatform = 'Lambda' }: DeploymentInfo): void => {
  if (computePlatform !== 'Lambda')
    throw new InvalidAppSpecError(`The deployment's compute platform is ${computePlatform}; expected Lambda.`)
}

const getRevision = async (world: World, info: DeploymentInfo, deadline: Deadline) => {
  const { applicationName, revision } = info
  const answer = await insist(world, deadline, 'CodeDeploy.GetApplicationRevision', abortSignal =>
    world.codeDeploy.send(new GetApplicationRevisionCommand({ applicationName, revision }), { abortSignal }),
  )
  return answer.revision
}

// Under `string` for deployments that CloudFormation makes, under `appSpecContent` since that key exists; which one
// comes back says nothing about revisionType. GetDeployment itself mostly has the hash only.
const contentOf = (revision: RevisionLocation | undefined): string | undefined =>
  revision?.string?.content || revision?.appSpecContent?.content || undefined

const refusalFor = (error: unknown): Verdict =>
  refusal(error instanceof CouldNotAskError ? error.reason : 'Hook.InvalidDeployment', (error as Error).message)

const refusal = (reason: ReasonCode, sentence: string): Verdict => ({ reason, sentence })
