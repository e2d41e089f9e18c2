import type { ReasonCode } from './reasons.ts'

/** What is known of one version. Without a reason it is healthy. Times are in milliseconds. */
export type Verdict = {
  reason?: ReasonCode
  /** What was found, for people. */
  sentence: string
  /** What came back, in a word or two, for the first line of the log: `200`, `TypeError`, `no answer`. */
  answer?: string
  statusCode?: number
  /** Of the last attempt. */
  durationMs?: number
  /** Beginning of the body, at most 1 KB. */
  body?: string
  /** What the function threw, or what AWS answered instead. */
  error?: { name: string; message: string }
  /** Last lines that the function itself logged. */
  functionLog?: string[]
  /** How often the function was asked, with those that did not get through. */
  attempts?: number
}

/** One function of a deployment: the new version, and where traffic is now. */
export type Target = {
  functionName: string
  /** The function as the AppSpec names it, without a qualifier. */
  invokeName: string
  /** Unqualified. */
  arn: string
  accountId: string
  region: string
  currentVersion: string
  targetVersion: string
}

/** What is reported and logged of one function, or of the deployment where no function could be made out. */
export type Finding = {
  /** `Site:12`, or the deployment's ID. */
  subject: string
  target?: Target
  request?: { method: string; path: string; format: string }
  verdict: Verdict
  /** Why an unhealthy version does not fail the deployment. */
  waived?: string
  /** Sentences on settings that could not be used. */
  problems: string[]
  /** How the current version answers what the new one failed. */
  baseline?: Verdict
}

/** Whether the finding lets the deployment go on. */
export const passes = ({ verdict, waived }: Finding): boolean => !verdict.reason || waived !== undefined
