import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Lack } from '../code/lacks.ts'
import { timeoutError } from '../sandbox/lambda-error.ts'
import type { Program } from '../sandbox/program.ts'
import { createSandbox, type InvocationOutcome, type Sandbox } from '../sandbox/sandbox.ts'
import { type Call, type EndpointResponse, failure } from './endpoint.ts'

/** A published version of a function: takes a payload and a signal that fires when the caller stops waiting. */
export type Version = {
  invoke(payload: string, closed: AbortSignal): Promise<EndpointResponse>
  stop(): void
  /** Stops idle processes: two versions on one machine may want the same port. */
  rest(): void
  /** What Lambda has and this machine does not, as far as it affected the answers so far. */
  lacks(): Lack[]
}

/** A function as Lambda's API shows it to the hook. */
export type LambdaFunction = { name: string; arn: string; tags: Record<string, string>; versions: Map<string, Version> }

/**
 * A version that runs here. As in Lambda, a request that comes during another one gets its own process.
 *
 * @param lacksFrom what the program found missing, by its answers
 */
export const createVersion = (
  program: Program,
  lacksFrom: (outcomes: readonly InvocationOutcome[]) => Lack[],
): Version => {
  const idle: Sandbox[] = []
  const all = new Set<Sandbox>()
  const outcomes: InvocationOutcome[] = []
  return {
    async invoke(payload, closed) {
      const free = idle.pop()
      const sandbox = free?.alive() ? free : createSandbox(program)
      all.add(sandbox)
      const outcome = await sandbox.invoke(payload, closed)
      if (sandbox.alive()) idle.push(sandbox)
      outcomes.push(outcome)
      return invokeAnswer(outcome, program.version)
    },
    rest: () => idle.splice(0).forEach(sandbox => void sandbox.stop()),
    stop: () => all.forEach(sandbox => void sandbox.stop()),
    lacks: () => lacksFrom(outcomes),
  }
}

/** A version that never answers, so that Lambda ends it each time. */
export const createHangingVersion = (timeoutSeconds: number): Version => ({
  async invoke(_, closed) {
    await sleep(timeoutSeconds * 1_000, undefined, { signal: closed }).catch(() => {})
    const error = timeoutError(randomUUID(), timeoutSeconds)
    return { headers: { 'x-amz-function-error': 'Unhandled' }, body: JSON.stringify(error) }
  },
  stop() {},
  rest() {},
  lacks: () => [],
})

/** The last 4 KB of the log go back with the answer. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
const invokeAnswer = ({ payload, functionError, log }: InvocationOutcome, version: string): EndpointResponse => ({
  headers: {
    'x-amz-executed-version': version,
    'x-amz-log-result': Buffer.from(log).subarray(-4_096).toString('base64'),
    ...(functionError && { 'x-amz-function-error': functionError }),
  },
  body: payload,
})

/** Answers the two calls that the hook makes of Lambda. */
export const answerLambda = async (
  functions: LambdaFunction[],
  { operation, input, closed }: Call,
): Promise<EndpointResponse> => {
  if (operation === 'ListTags') {
    const found = functions.find(({ arn }) => arn === input.Resource)
    return found ? { body: JSON.stringify({ Tags: found.tags }) } : notFound(String(input.Resource))
  }
  const name = String(input.FunctionName)
  const found = functions.find(candidate => candidate.name === name || candidate.arn === name)
  const version = found?.versions.get(String(input.Qualifier))
  for (const other of found?.versions.values() ?? []) if (other !== version) other.rest()
  return version ? version.invoke(String(input.Payload), closed) : notFound(`${found?.arn ?? name}:${input.Qualifier}`)
}

const notFound = (what: string): EndpointResponse =>
  failure(404, 'ResourceNotFoundException', `Function not found: ${what}`)
