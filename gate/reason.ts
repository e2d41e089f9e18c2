import { briefOf } from '../healthcheck/brief.ts'
import { type Finding, passes } from '../healthcheck/finding.ts'

/** Why the gate answers as it does, for the events of the stack. */
export const reasonFor = (finding: Finding, logPlace: string): string => {
  const { line, found, comparison, whatToDo } = briefOf(finding)
  return passes(finding) ? line : [`${line}.`, found, comparison, whatToDo, logPlace].filter(Boolean).join(' ')
}
