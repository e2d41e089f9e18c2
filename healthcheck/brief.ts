import { lineOf } from './explain.ts'
import type { Finding } from './finding.ts'
import { reasons } from './reasons.ts'
import { answerOf, sentenceOf } from './sentence.ts'
import type { ReasonCode, Verdict } from './verdict.ts'
import { whatToDo } from './what-to-do.ts'

/**
 * A finding for people who may not be allowed to read the log, such as the readers of a stack's events. It holds no
 * output of the function, neither its body nor the message of its error, only the type of an error.
 */
export type Brief = {
  /** `Failed Site:12 GET /healthcheck -> 502` */
  title: string
  /** The first line of the log. */
  line: string
  reason?: ReasonCode
  found?: string
  /** How the live version answers the same request. */
  comparison?: string
  whatToDo?: string
}

export const briefOf = (finding: Finding): Brief => {
  const { verdict, target, liveVersion } = finding
  const line = cut(lineOf(finding), maxLine)
  const title = cut(titleOf(finding), maxLine)
  if (verdict.kind === 'healthy') return { title, line }
  const advice = whatToDo(finding)
  return {
    title,
    line,
    reason: verdict.reason,
    found: foundIn(verdict),
    ...(target &&
      liveVersion && {
        comparison: `The live version ${target.currentVersion} answers ${cut(answerOf(liveVersion), maxAnswer)} to the same request.`,
      }),
    ...(advice !== undefined && { whatToDo: advice }),
  }
}

/** A type of error may be of any length, and so may a path. */
const maxLine = 300
const maxAnswer = 64

const cut = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length - 1)}…` : text)

const titleOf = ({ subject, request, verdict }: Finding): string =>
  [
    'Failed',
    subject,
    request && `${request.method} ${request.path}`,
    verdict.durationMs !== undefined && `-> ${cut(answerOf(verdict), maxAnswer)}`,
  ]
    .filter(Boolean)
    .join(' ')

/** What was found and expected, where all of it comes from AWS, from a setting or from a status code. */
const foundIn = (verdict: Exclude<Verdict, { kind: 'healthy' }>): string => {
  if (verdict.reason === 'Healthcheck.ResponseCodeMismatch') return sentenceOf(verdict)
  if (verdict.kind === 'unhealthy') return reasons[verdict.reason].meaning
  const quotesAnswer = 'unfinished' in verdict && verdict.unfinished.step === 'thresholds'
  return quotesAnswer ? reasons[verdict.reason].meaning : cut(sentenceOf(verdict), 600)
}
