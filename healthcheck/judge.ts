import { isMap } from '../schema/json.ts'
import { matches } from '../schema/matcher.ts'
import type { Format, ProbePlan } from './probe-plan.ts'
import { parseJson } from './response/proxy.ts'
import { parseResponse } from './response.ts'
import { searchedBytes } from './sentence.ts'
import type { Healthy, Unhealthy } from './verdict.ts'

/** What Lambda gives back of a run. */
export type InvocationOutput = { payload: Uint8Array; failed: boolean; functionLog: string[] }

/** What a response is judged by. */
export type JudgedBy = Pick<ProbePlan, 'settings' | 'format' | 'handWired' | 'streams'>

/** In bytes: what of a body goes into the log. */
const loggedBytes = 1_024

/** Judges one response of a function by its settings and the rules of its event format. */
export const judge = (plan: JudgedBy, { payload, failed, functionLog }: InvocationOutput): Healthy | Unhealthy => {
  const verdict = failed ? functionError(payload) : judgeResponse(plan, payload)
  return { ...verdict, ...(functionLog.length && { functionLog }) }
}

const functionError = (payload: Uint8Array): Unhealthy => {
  const parsed = parseJson(Buffer.from(payload))
  const { errorType, errorMessage } = isMap(parsed) ? parsed : {}
  const name = typeof errorType === 'string' && errorType ? errorType : 'Error'
  const message = typeof errorMessage === 'string' ? errorMessage.slice(0, loggedBytes) : 'no message'
  return { kind: 'unhealthy', reason: 'Healthcheck.FunctionError', error: { name, message }, during: 'run' }
}

const judgeResponse = (plan: JudgedBy, payload: Uint8Array): Healthy | Unhealthy => {
  const { settings, format } = plan
  const response = parseResponse(plan, payload)
  const { statusCode } = response
  if (response.malformed !== undefined) {
    const service = services[format]
    return {
      kind: 'unhealthy',
      reason: 'Healthcheck.MalformedResponse',
      problem: response.malformed,
      service,
      statusCode,
    }
  }
  const { body } = response
  const found = { statusCode, body: beginning(body) }
  const { matcher, searchString, method } = settings
  if (!matches(matcher, statusCode))
    return { kind: 'unhealthy', reason: 'Healthcheck.ResponseCodeMismatch', matcher, ...found }
  if (searchString !== undefined && !body.subarray(0, searchedBytes).includes(searchString))
    return { kind: 'unhealthy', reason: 'Healthcheck.SearchStringNotFound', searchString, method, ...found }
  return { kind: 'healthy', ...found }
}

const services: Record<Format, string> = {
  'REST API 1.0': 'API Gateway',
  'HTTP API 1.0': 'API Gateway',
  'HTTP API 2.0': 'API Gateway',
  'Function URL 2.0': 'The function URL',
  ALB: 'The load balancer',
}

// cut within a character, its first bytes would become U+FFFD
const beginning = (body: Buffer): string => new TextDecoder().decode(body.subarray(0, loggedBytes), { stream: true })
