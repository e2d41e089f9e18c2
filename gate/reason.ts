import { lineOf } from '../healthcheck/explain.ts'
import { type Finding, passes } from '../healthcheck/finding.ts'
import { reasons } from '../healthcheck/reasons.ts'
import { answerOf, sentenceOf } from '../healthcheck/sentence.ts'
import type { Verdict } from '../healthcheck/verdict.ts'

/**
 * Why the gate answers as it does, for the events of the stack. They have more readers than the log: nothing that the
 * function itself has made gets in, neither the message of its error nor its body.
 */
export const reasonFor = (finding: Finding, logPlace: string): string => {
  const line = cut(lineOf(withoutQuery(finding)), maxLine)
  const { verdict, target, liveVersion } = finding
  if (verdict.kind === 'healthy' || passes(finding)) return line
  return [
    `${line}.`,
    foundIn(verdict),
    target && liveVersion && `The current version ${target.currentVersion} answers ${cut(answerOf(liveVersion), 64)}.`,
    reasons[verdict.reason].whatToDo,
    logPlace,
  ]
    .filter(Boolean)
    .join(' ')
}

/** A type of error may be of any length, and so may a path. */
const maxLine = 300

const cut = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length - 1)}…` : text)

/** A query string may hold a key. */
const withoutQuery = (finding: Finding): Finding => {
  const { request } = finding
  return request ? { ...finding, request: { ...request, path: request.path.replace(/\?.*/s, '') } } : finding
}

/** What was found and expected, where all of it comes from AWS, from a setting or from a status code. */
const foundIn = (verdict: Exclude<Verdict, { kind: 'healthy' }>): string => {
  if (verdict.reason === 'Healthcheck.ResponseCodeMismatch') return sentenceOf(verdict)
  if (verdict.kind === 'unhealthy') return reasons[verdict.reason].meaning
  const quotesAnswer = 'unfinished' in verdict && verdict.unfinished.step === 'thresholds'
  return quotesAnswer ? reasons[verdict.reason].meaning : cut(sentenceOf(verdict), 600)
}
