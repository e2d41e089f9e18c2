import {
  type DeploymentInfo,
  GetApplicationRevisionCommand,
  GetDeploymentCommand,
  type RevisionLocation,
} from '@aws-sdk/client-codedeploy'
import { CallError, callWithRetry } from '../healthcheck/call-with-retry.ts'
import type { Deadline } from '../healthcheck/deadline.ts'
import { notProbedFor } from '../healthcheck/not-probed.ts'
import { parseFunctionName, type Target } from '../healthcheck/target.ts'
import type { NotProbed } from '../healthcheck/verdict.ts'
import { parseAppSpec } from './appspec.ts'
import { InvalidAppSpecError } from './appspec-error.ts'
import type { Execution, ParsedEvent } from './event.ts'
import type { HookWorld } from './world.ts'

/** The functions of a deployment, or the reason why there are none to check. */
export type Deployment = {
  deploymentId: string
  /** CodeDeploy or CloudFormation is rolling back to the version before. */
  rollback: boolean
  targets: Target[]
  refusal?: NotProbed
}

/** Fetches the deployment and its AppSpec. Never throws. */
export const readDeployment = async (
  world: HookWorld,
  run: ParsedEvent,
  hookArn: string,
  deadline: Deadline,
): Promise<Deployment> => {
  const none = { deploymentId: run.execution?.deploymentId ?? 'unknown deployment', rollback: false, targets: [] }
  if (!run.execution) return { ...none, refusal: invalid(run.problems.join(' ')) }
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

const getDeployment = async (world: HookWorld, { deploymentId }: Execution, deadline: Deadline) => {
  const { deploymentInfo } = await callWithRetry(world, deadline, 'CodeDeploy.GetDeployment', abortSignal =>
    world.codeDeploy.send(new GetDeploymentCommand({ deploymentId }), { abortSignal }),
  )
  return deploymentInfo ?? {}
}

const readTargets = async (
  world: HookWorld,
  info: DeploymentInfo,
  hookArn: string,
  deadline: Deadline,
): Promise<Pick<Deployment, 'targets' | 'refusal'>> => {
  try {
    requireLambda(info)
    const content = contentOf(info.revision) ?? contentOf(await getRevision(world, info, deadline))
    if (content === undefined) throw new InvalidAppSpecError('The revision of the deployment has no AppSpec content.')
    const resources = await parseAppSpec(content)
    return {
      targets: resources.map(resource => ({
        ...resource,
        ...parseFunctionName(resource.name, hookArn, 'AppSpec Name'),
      })),
    }
  } catch (error) {
    return { targets: [], refusal: refusalFor(error) }
  }
}

const requireLambda = ({ computePlatform = 'Lambda' }: DeploymentInfo): void => {
  if (computePlatform !== 'Lambda')
    throw new InvalidAppSpecError(`The deployment's compute platform is ${computePlatform}; expected Lambda.`)
}

const getRevision = async (world: HookWorld, info: DeploymentInfo, deadline: Deadline) => {
  const { applicationName, revision } = info
  const answer = await callWithRetry(world, deadline, 'CodeDeploy.GetApplicationRevision', abortSignal =>
    world.codeDeploy.send(new GetApplicationRevisionCommand({ applicationName, revision }), { abortSignal }),
  )
  return answer.revision
}

// Under `string` for deployments that CloudFormation makes, under `appSpecContent` for others; revisionType does not say
// which. GetDeployment itself mostly has the hash only.
const contentOf = (revision: RevisionLocation | undefined): string | undefined =>
  revision?.string?.content || revision?.appSpecContent?.content || undefined

const refusalFor = (error: unknown): NotProbed => {
  if (!(error instanceof CallError)) return invalid((error as Error).message)
  const verdict = notProbedFor(error)
  return 'call' in verdict && unknownThing.has(verdict.error.name)
    ? { ...verdict, reason: 'Hook.InvalidDeployment' }
    : verdict
}

/** CodeDeploy answered that what the call names does not exist. */
const unknownThing = new Set([
  'ApplicationDoesNotExistException',
  'DeploymentDoesNotExistException',
  'InvalidDeploymentIdException',
  'InvalidRevisionException',
  'RevisionDoesNotExistException',
])

const invalid = (problem: string): NotProbed => ({ kind: 'notProbed', reason: 'Hook.InvalidDeployment', problem })
