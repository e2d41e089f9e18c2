import { answerCloudFormation, type PendingResource } from './cloud-formation.ts'
import { answerCodeDeploy, type SimulatedDeployment } from './code-deploy.ts'
import { describeAnswer, describeRequest } from './describe.ts'
import type { Call, EndpointResponse } from './endpoint.ts'
import type { Fault } from './fault.ts'
import { answerLambda, type LambdaFunction } from './lambda.ts'

/** A request that the hook or the gate sent to a version, and its outcome. */
export type Observer = {
  request(version: string, text: string): void
  /** @param ending when it came, for after the text */
  answer(version: string, text: string, ending: string): void
}

/**
 * Stands in for the AWS account: it knows these functions, deployments and custom resources, and which observer watches
 * which function.
 */
export type Aws = {
  functions: LambdaFunction[]
  deployments: SimulatedDeployment[]
  resources: PendingResource[]
  observers: Map<string, Observer>
  answer(call: Call): Promise<EndpointResponse>
}

/** @param newVersion what a fault is about */
export const createAws = (fault: Fault | undefined, newVersion: string): Aws => {
  const functions: LambdaFunction[] = []
  const deployments: SimulatedDeployment[] = []
  const resources: PendingResource[] = []
  const observers = new Map<string, Observer>()

  const ask = async (call: Call): Promise<EndpointResponse> => {
    const faulty = fault?.answer?.(call, newVersion)
    if (faulty) return faulty
    switch (call.operation) {
      case 'ListTags':
      case 'Invoke':
        return answerLambda(functions, call)
      case 'DescribeStacks':
      case 'PutObject':
        return answerCloudFormation(resources, call)
      default:
        return answerCodeDeploy(deployments, call)
    }
  }

  const answer = async (call: Call): Promise<EndpointResponse> => {
    if (call.operation !== 'Invoke') return ask(call)
    const { FunctionName: name, Qualifier: version, Payload: payload } = call.input
    const observer = observers.get(String(name)) ?? observers.get(String(name).split(':').at(-1) ?? '')
    observer?.request(String(version), describeRequest(String(payload)))
    const startedAt = performance.now()
    const given = await ask(call)
    const late = call.closed.aborted ? ', after its caller stopped waiting' : ''
    observer?.answer(
      String(version),
      describeAnswer(given),
      ` in ${Math.round(performance.now() - startedAt)} ms${late}`,
    )
    return given
  }

  return { functions, deployments, resources, observers, answer }
}
