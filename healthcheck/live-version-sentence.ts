import { answerOf, sentenceOf } from './sentence.ts'
import type { Verdict } from './verdict.ts'

/** What the live version's answer to the same request says about the release. */
export const comparedWith = (version: string, verdict: Verdict): string =>
  verdict.kind === 'healthy'
    ? `The current version ${version} answers ${answerOf(verdict)}, so this release is the cause.`
    : `The current version ${version} fails too, so look beyond this release: ${sentenceOf(verdict)}`
