import { isMap } from '../schema/json.ts'
import { matches } from '../schema/matcher.ts'
import { defaults } from '../schema/settings.ts'
import { beginning, beginningOf, excerptOf } from './excerpt.ts'
import type { Format, ProbePlan } from './probe-plan.ts'
import { parseJson } from './response/proxy.ts'
import { parseResponse } from './response.ts'
import { searchedBytes } from './sentence.ts'
import type { Healthy, Unhealthy } from './verdict.ts'

/** What Lambda gives back of a run. */
export type InvocationOutput = { payload: Uint8Array; failed: boolean; functionLog: string[] }

/** What a response is judged by. */
type JudgedBy = Pick<ProbePlan, 'settings' | 'format' | 'handWired' | 'streams'>

/** Judges one response of a function by its settings and the rules of its event format. */
export const judge = (plan: JudgedBy, { payload, failed, functionLog }: InvocationOutput): Healthy | Unhealthy => {
  const verdict = failed ? functionError(payload) : judgeResponse(plan, payload)
  return { ...verdict, ...(functionLog.length && { functionLog }) }
}

const functionError = (payload: Uint8Array): Unhealthy => {
  const parsed = parseJson(Buffer.from(payload))
  const { errorType, errorMessage } = isMap(parsed) ? parsed : {}
  const name = typeof errorType === 'string' && errorType ? shortened(errorType) : 'Error'
  const message = typeof errorMessage === 'string' ? beginningOf(errorMessage) : 'no message'
  return { kind: 'unhealthy', reason: 'Healthcheck.FunctionError', error: { name, message }, during: 'run' }
}

/** The type of an error is the name of a class, and stands in the first line of the log. */
const maxNameLength = 100
const shortened = (name: string) => (name.length > maxNameLength ? `${name.slice(0, maxNameLength)}…` : name)

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
      received: excerptOf(Buffer.from(payload)),
    }
  }
  const { body, summary } = response
  const found = { statusCode, body: summary ?? beginning(body) }
  const { matcher, searchString, method } = settings
  if (!matches(matcher, statusCode))
    return {
      kind: 'unhealthy',
      reason: 'Healthcheck.ResponseCodeMismatch',
      matcher,
      ...(settings.host === defaults.host && { defaultHost: defaults.host }),
      ...found,
    }
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
