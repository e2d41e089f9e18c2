import { type Healthy, reasonOf, type Unhealthy } from './verdict.ts'

/** What an answer is worth, from the worst. */
export const ranks = ['cannotStart', 'fails', 'serverError', 'otherAnswer', 'accepted'] as const
export type Rank = (typeof ranks)[number]

/** What a version did with a probe; one that was not probed cannot be compared. */
export type Probed = Healthy | Unhealthy

/** How the new version did compared with the live one. `same` is the same rank and the same kind of error. */
export type Comparison = { relation: 'better' | 'same' | 'worse' | 'different'; newRank: Rank; liveRank: Rank }

/**
 * Compares what two versions did with the same request. At an equal rank another kind of error or another status code
 * makes them `different`: neither is better.
 */
export const compare = (newVersion: Probed, liveVersion: Probed): Comparison => {
  const newRank = rankOf(newVersion)
  const liveRank = rankOf(liveVersion)
  const distance = ranks.indexOf(newRank) - ranks.indexOf(liveRank)
  if (distance !== 0) return { relation: distance < 0 ? 'worse' : 'better', newRank, liveRank }
  const isSame = newRank === 'accepted' || symptomOf(newVersion) === symptomOf(liveVersion)
  return { relation: isSame ? 'same' : 'different', newRank, liveRank }
}

export const rankOf = (verdict: Probed): Rank => {
  if (verdict.kind === 'healthy') return 'accepted'
  switch (verdict.reason) {
    case 'Healthcheck.FunctionError':
      return cannotStart(verdict) ? 'cannotStart' : 'fails'
    case 'Healthcheck.Timeout':
    case 'Healthcheck.MalformedResponse':
      return 'fails'
    default:
      return verdict.statusCode >= 500 ? 'serverError' : 'otherAnswer'
  }
}

type FunctionError = Extract<Unhealthy, { reason: 'Healthcheck.FunctionError' }>

/** What the version shows, without messages: they hold what differs from one probe to the next. */
const symptomOf = (verdict: Probed): string =>
  isSilent(verdict) ? 'silence' : [reasonOf(verdict), verdict.statusCode, verdict.error?.name].join()

/** It does not matter whose timeout ended it: the function's own or that of the check. */
const isSilent = (verdict: Probed): boolean =>
  reasonOf(verdict) === 'Healthcheck.Timeout' || verdict.error?.name === 'Sandbox.Timedout'

const cannotStart = ({ error, functionLog }: FunctionError): boolean =>
  startErrors.has(error.name) ||
  // https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html#troubleshooting-timeouts
  functionLog?.some(line => line.startsWith('INIT_REPORT ') && /\bStatus: (timeout|error)\b/.test(line)) === true

/** The runtime's own error types, as its interface client reports them. */
const startErrors: ReadonlySet<string> = new Set([
  'Runtime.ImportModuleError',
  'Runtime.HandlerNotFound',
  'Runtime.UserCodeSyntaxError',
  'Runtime.ExitError',
])
