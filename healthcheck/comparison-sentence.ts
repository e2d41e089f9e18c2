import { compare, type Probed } from './compare.ts'
import { sentenceOf } from './sentence.ts'

/**
 * What the live version's answer to the same request says about the release, which is something only where it is healthy
 * or fails in the same way.
 *
 * @param version the number of the live version
 */
export const comparisonSentence = (version: string, newVersion: Probed, liveVersion: Probed): string => {
  if (liveVersion.kind === 'healthy') return healthySentence(version, liveVersion.statusCode)
  return compare(newVersion, liveVersion).relation === 'same'
    ? `The live version ${version} fails in the same way, so look beyond this release: at what the function depends on, or at the request.`
    : `The live version ${version} fails the check too, but in another way, which does not show the cause: ${sentenceOf(liveVersion)}`
}

/** Why a release fails by comparison. */
export const worseSentence = (version: string, newVersion: Probed, liveVersion: Probed): string => {
  if (liveVersion.kind === 'healthy') return healthySentence(version, liveVersion.statusCode)
  const why =
    compare(newVersion, liveVersion).relation === 'worse'
      ? 'fails the check too, but its answer is better'
      : 'fails too, but with another error, and a release that cannot start may look like this'
  return `The live version ${version} ${why}: ${sentenceOf(liveVersion)}`
}

const healthySentence = (version: string, statusCode: number): string =>
  `The live version ${version} answers ${statusCode} to the same request, so this release is the cause.`
