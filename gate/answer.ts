import { type Finding, passes } from '../healthcheck/finding.ts'
import type { Bypass } from './bypass.ts'
import { reasonFor } from './reason.ts'

/** The answer for CloudFormation. People read the reason in the events of the stack. */
export type GateAnswer = { status: 'SUCCESS' | 'FAILED'; reason: string }

export const granted = ({ text }: Bypass): GateAnswer => ({ status: 'SUCCESS', reason: text })

export const answerFor = (finding: Finding, logPlace: string): GateAnswer => ({
  status: passes(finding) ? 'SUCCESS' : 'FAILED',
  reason: reasonFor(finding, logPlace),
})
