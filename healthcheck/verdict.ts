import { isMap } from '../schema/json.ts'
import { matches } from '../schema/matcher.ts'
import { shown } from '../schema/sentence.ts'
import type { Output } from './attempt.ts'
import { describeFailure, type Failure } from './failure.ts'
import type { Verdict } from './finding.ts'
import type { Plan } from './probe-plan.ts'
import { parseJson } from './response/proxy.ts'
import { parseResponse } from './response.ts'

/** In bytes, as in a Route 53 health check. */
const searchedBytes = 5_120
/** In bytes: what of a body goes into the log. */
const loggedBytes = 1_024

/** Judges one answer of a function by its settings and the rules of its event format. */
export const judge = (plan: Pick<Plan, 'settings' | 'format'>, { payload, failed, functionLog }: Output): Verdict => {
  const verdict = failed ? functionError(payload) : judgeResponse(plan, payload)
  return { ...verdict, ...(functionLog.length && { functionLog }) }
}

/** SnapStart: the version ran, and failed, before it could be asked. */
export const judgeFailedRestore = ({ name, message }: Failure): Verdict => ({
  reason: 'Healthcheck.FunctionError',
  sentence: describeFailure('Restoring the function', { name, message }),
  answer: name,
  error: { name, message },
})

const functionError = (payload: Uint8Array): Verdict => {
  const parsed = parseJson(Buffer.from(payload))
  const { errorType, errorMessage } = isMap(parsed) ? parsed : {}
  const name = typeof errorType === 'string' && errorType ? errorType : 'Error'
  const message = typeof errorMessage === 'string' ? errorMessage.slice(0, loggedBytes) : 'no message'
  return {
    reason: 'Healthcheck.FunctionError',
    sentence: describeFailure('The function', { name, message }),
    answer: name,
    error: { name, message },
  }
}

const judgeResponse = ({ settings, format }: Pick<Plan, 'settings' | 'format'>, payload: Uint8Array): Verdict => {
  const response = parseResponse(format, payload)
  const { statusCode } = response
  if (response.malformed !== undefined) {
    const sentence = `${response.malformed} ${services[format]} answers ${statusCode} instead.`
    return { reason: 'Healthcheck.MalformedResponse', sentence, answer: 'malformed response', statusCode }
  }
  const { body } = response
  const found = { answer: String(statusCode), statusCode, body: beginning(body) }
  const { matcher, searchString, method } = settings
  if (!matches(matcher, statusCode)) {
    const sentence = `The status code is ${statusCode}; expected ${matcher}.`
    return { ...found, reason: 'Healthcheck.ResponseCodeMismatch', sentence }
  }
  if (searchString !== undefined && !body.subarray(0, searchedBytes).includes(searchString)) {
    const hint = method === 'HEAD' ? ' The answer to a HEAD request has no body: use GET.' : ''
    const sentence = `The first ${searchedBytes} bytes of the body do not contain ${shown(searchString)}.${hint}`
    return { ...found, reason: 'Healthcheck.SearchStringNotFound', sentence }
  }
  return { ...found, sentence: `The status code is ${statusCode}, as expected.` }
}

const services: Record<Plan['format'], string> = {
  'REST API 1.0': 'API Gateway',
  'HTTP API 1.0': 'API Gateway',
  'HTTP API 2.0': 'API Gateway',
  'Function URL 2.0': 'The function URL',
  ALB: 'The load balancer',
}

// cut within a character, its first bytes would become U+FFFD
const beginning = (body: Buffer): string => new TextDecoder().decode(body.subarray(0, loggedBytes), { stream: true })
