import { compare, type Probed } from './compare.ts'
import { sentenceOf } from './sentence.ts'

/**
 * What the live version's answer to the same request says about the release, which is something only where it is healthy
 * or fails in the same way.
 *
 * @param version the number of the live version
 */
export const comparisonSentence = (version: string, newVersion: Probed, liveVersion: Probed): string => {
  const { relation, liveRank } = compare(newVersion, liveVersion)
  if (liveVersion.kind === 'healthy')
    return `The live version ${version} answers ${liveVersion.statusCode} to the same request, so this release is the cause.`
  if (relation === 'same')
    return `The live version ${version} fails in the same way, so look beyond this release: at what the function depends on, or at the request.`
  const what =
    liveRank === 'serverError' || liveRank === 'otherAnswer' ? `answers ${liveVersion.statusCode}` : 'fails too'
  return `The live version ${version} ${what}, but not in the same way, which does not show the cause: ${sentenceOf(liveVersion)}`
}
