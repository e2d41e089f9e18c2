import { shown } from '../schema/sentence.ts'
import { describeFailure } from './failure.ts'
import type { NotProbed, Unfinished, Unhealthy, Verdict } from './verdict.ts'

/** In bytes, as in a Route 53 health check. */
export const searchedBytes = 5_120

/** What was found and what was expected, for people. */
export const sentenceOf = (verdict: Verdict): string => {
  if (verdict.kind === 'healthy') return `The status code is ${verdict.statusCode}, as expected.`
  return verdict.kind === 'unhealthy' ? unhealthySentence(verdict) : notProbedSentence(verdict)
}

/** What came back, in a word or two, for the first line of the log: `200`, `TypeError`, `no answer`. */
export const answerOf = (verdict: Verdict): string => {
  if (verdict.kind === 'healthy') return String(verdict.statusCode)
  switch (verdict.reason) {
    case 'Healthcheck.ResponseCodeMismatch':
    case 'Healthcheck.SearchStringNotFound':
      return String(verdict.statusCode)
    case 'Healthcheck.MalformedResponse':
      return 'malformed response'
    case 'Healthcheck.Timeout':
      return 'no answer'
    case 'Hook.DeadlineExceeded':
      return verdict.unfinished.step === 'thresholds' ? answerOf(verdict.unfinished.last) : 'no answer'
    default:
      return verdict.error?.name ?? 'no answer'
  }
}

const unhealthySentence = (verdict: Unhealthy): string => {
  switch (verdict.reason) {
    case 'Healthcheck.ResponseCodeMismatch':
      return `The status code is ${verdict.statusCode}; expected ${verdict.matcher}.`
    case 'Healthcheck.SearchStringNotFound': {
      const hint = verdict.method === 'HEAD' ? ' The response to a HEAD request has no body: use GET.' : ''
      return `The first ${searchedBytes} bytes of the body do not contain ${shown(verdict.searchString)}.${hint}`
    }
    case 'Healthcheck.Timeout':
      return `The function did not answer within TimeoutSeconds (${verdict.timeoutSeconds}).`
    case 'Healthcheck.FunctionError':
      return describeFailure(verdict.during === 'run' ? 'The function' : 'Restoring the function', verdict.error)
    case 'Healthcheck.MalformedResponse':
      return `${verdict.problem} ${verdict.service} answers ${verdict.statusCode} instead.`
  }
}

const notProbedSentence = (verdict: NotProbed): string => {
  if ('unfinished' in verdict) return unfinishedSentence(verdict.unfinished)
  if ('problem' in verdict) return verdict.problem
  const { call, error, attempts = 1, elapsedMs = 0 } = verdict
  const sentence = describeFailure(call, error)
  return attempts > 1 ? `${sentence} It was tried ${attempts} times in ${Math.round(elapsedMs / 1_000)} s.` : sentence
}

const unfinishedSentence = (unfinished: Unfinished): string => {
  switch (unfinished.step) {
    case 'probe':
      return 'There was no time left to probe the function.'
    case 'call':
      return `There was no time left for ${unfinished.call}.`
    case 'response':
      return 'The function did not answer before the time for the check was over.'
    case 'thresholds': {
      const { agreed, last } = unfinished
      const inARow = `${agreed.count} of ${agreed.required} ${agreed.outcome} in a row`
      return `The time for the check was over after ${inARow}. ${sentenceOf(last)}`
    }
  }
}
