import { answerCodeDeploy, type SimulatedDeployment } from './code-deploy.ts'
import { describeAnswer, describeRequest } from './describe.ts'
import type { Call, EndpointResponse } from './endpoint.ts'
import type { Fault } from './fault.ts'
import { answerLambda, type LambdaFunction } from './lambda.ts'

/** A request that the hook sent to a version, and its outcome. */
export type Observer = { request(version: string, text: string): void; answer(version: string, text: string): void }

/** Stands in for the AWS account: it knows these functions and deployments, and which observer watches which function. */
export type Aws = {
  functions: LambdaFunction[]
  deployments: SimulatedDeployment[]
  observers: Map<string, Observer>
  answer(call: Call): Promise<EndpointResponse>
}

export const createAws = (fault: Fault | undefined): Aws => {
  const functions: LambdaFunction[] = []
  const deployments: SimulatedDeployment[] = []
  const observers = new Map<string, Observer>()

  const ask = async (call: Call): Promise<EndpointResponse> => {
    const faulty = fault?.answer?.(call)
    if (faulty) return faulty
    return call.operation === 'ListTags' || call.operation === 'Invoke'
      ? answerLambda(functions, call)
      : answerCodeDeploy(deployments, call)
  }

  const answer = async (call: Call): Promise<EndpointResponse> => {
    if (call.operation !== 'Invoke') return ask(call)
    const { FunctionName: name, Qualifier: version, Payload: payload } = call.input
    const observer = observers.get(String(name)) ?? observers.get(String(name).split(':').at(-1) ?? '')
    observer?.request(String(version), describeRequest(String(payload)))
    const startedAt = performance.now()
    const given = await ask(call)
    const took = `${Math.round(performance.now() - startedAt)} ms`
    const late = call.closed.aborted ? ', but the hook no longer waited' : ''
    observer?.answer(String(version), `${describeAnswer(given)} in ${took}${late}`)
    return given
  }

  return { functions, deployments, observers, answer }
}
