import type { Settings } from '../schema/settings.ts'
import type { Probed } from './compare.ts'
import type { Outcome } from './outcome.ts'
import type { Target } from './target.ts'
import type { Verdict } from './verdict.ts'

/** Why a verdict that is not healthy does not fail the deployment. */
export type Waiver = { code: 'ModeWarn' | 'Rollback'; text: string }

/** `Mode: Warn` never fails a deployment. */
export const modeWaiver = ({ mode }: Pick<Settings, 'mode'>): Waiver | undefined =>
  mode === 'Warn' ? { code: 'ModeWarn', text: 'Mode is Warn' } : undefined

/** What is reported and logged about one function, or about the deployment where its functions are not known. */
export type Finding = {
  /** `Site:12`, or what the adapter calls the deployment. */
  subject: string
  target?: Target
  /** What is logged of the request: the path without a query string, which may hold a secret. */
  request?: { method: string; path: string; format: string }
  verdict: Verdict
  waiver?: Waiver
  /** Sentences about settings that could not be used. */
  problems: string[]
  /** What the same request finds of the version that serves visitors now, where the new one failed it. */
  liveVersion?: Probed
  /** What that says about the new version, where `Mode` is Compare. */
  outcome?: Outcome
}

/** Whether the finding lets the deployment go on. */
export const passes = (finding: Finding): boolean =>
  finding.verdict.kind === 'healthy' || finding.waiver !== undefined || isUnproven(finding)

/** Whether the version is not healthy and passes all the same, because the live version answers no better. */
export const isUnproven = ({ verdict, outcome = 'worse' }: Pick<Finding, 'verdict' | 'outcome'>): boolean =>
  verdict.kind === 'unhealthy' && outcome !== 'worse'
