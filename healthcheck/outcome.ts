import { compare, type Probed, type Rank, rankOf } from './compare.ts'

/**
 * What Mode: Compare makes of two versions that got the same request. `worse` fails the release; the others let it pass.
 *
 * - `noWorse`: the live version answers no better.
 * - `toldNothing`: the live version fails too, so the request cannot tell a good release from a bad one.
 * - `lost`: the live version answers 2xx or 3xx where the new one answers 4xx, and to the Matcher they are alike.
 * - `alone`: the live version could not be probed, or there is none, and the new one answers.
 */
export type Outcome = 'worse' | 'noWorse' | 'toldNothing' | 'lost' | 'alone'

/**
 * Undefined if the Matcher accepts the answer and there is nothing to add.
 *
 * @param live undefined where the live version could not be probed, or there is none
 */
export const outcomeOf = (next: Probed, live: Probed | undefined): Outcome | undefined => {
  if (live && hasLost(next, live)) return 'lost'
  const rank = rankOf(next)
  if (rank === 'accepted') return undefined
  if (!live) return rank === 'otherAnswer' ? 'alone' : 'worse'
  const { relation, liveRank } = compare(next, live)
  if (relation === 'worse' || (relation === 'different' && isError(rank))) return 'worse'
  return isError(liveRank) || liveRank === 'serverError' ? 'toldNothing' : 'noWorse'
}

/** Whether the live version has to be probed although the Matcher accepts the answer. */
export const mayHaveLost = ({ statusCode }: Probed): boolean => isClientError(statusCode)

// an error of another type may be that of a module that throws while it starts
const isError = (rank: Rank): boolean => rank === 'cannotStart' || rank === 'fails'

const hasLost = (next: Probed, live: Probed): boolean =>
  rankOf(next) === rankOf(live) && isClientError(next.statusCode) && isBelow400(live.statusCode)

const isClientError = (statusCode = 0): boolean => statusCode >= 400 && statusCode < 500
const isBelow400 = (statusCode = 0): boolean => statusCode >= 200 && statusCode < 400
