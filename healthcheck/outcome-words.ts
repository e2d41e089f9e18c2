import type { Probed } from './compare.ts'
import { worseSentence } from './comparison-sentence.ts'
import type { Outcome } from './outcome.ts'
import { answerOf, sentenceOf } from './sentence.ts'

/** What an outcome means, for people: in the first line of the log, in the record behind it, and what to do. */
export type OutcomeWords = { note: string; sentence: string; whatToDo?: string }

/** @param version the live version, undefined where there is none */
export const outcomeWords = (
  outcome: Outcome,
  version: string | undefined,
  next: Probed,
  live: Probed | undefined,
): OutcomeWords => {
  if (version === undefined || !live) return withoutLiveVersion(version, outcome)
  const answers = `The live version ${version} answers ${answerOf(live)}`
  switch (outcome) {
    case 'worse':
      return { note: `worse than version ${version}`, sentence: worseSentence(version, next, live) }
    case 'lost':
      return {
        note: `version ${version} answers ${answerOf(live)}`,
        sentence: `${answers} to the same request.`,
        whatToDo:
          'Check that visitors still get what they expect. Set Path and Matcher to fail a release that does this.',
      }
    case 'toldNothing':
      return {
        note: `no worse than version ${version}, which fails too: set Path`,
        sentence: `The live version ${version} fails too, so this request says nothing about the release: ${sentenceOf(live)}`,
        whatToDo: setPath,
      }
    default:
      return {
        note: `no worse than version ${version}`,
        sentence: `${answers}, so the new one is no worse, but it is not proven to be healthy.`,
        whatToDo: setPath,
      }
  }
}

const setPath =
  'Set Path to a request that a healthy version answers, or add a route GET /healthcheck that checks what the site needs.'

const withoutLiveVersion = (version: string | undefined, outcome: Outcome): OutcomeWords => {
  const found = version === undefined ? 'there is no live version' : `version ${version} could not be probed`
  const sentence =
    version === undefined ? 'There is no live version' : `The live version ${version} could not be probed`
  return {
    note: found,
    sentence: `${sentence}, so only an answer below 500 passes.`,
    ...(outcome !== 'worse' && { whatToDo: setPath }),
  }
}
