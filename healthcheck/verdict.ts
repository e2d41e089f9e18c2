/** A code of a verdict that is not healthy: what the version did, or why it was not probed to the end. */
type HealthcheckReason = `Healthcheck.${
  | 'ResponseCodeMismatch'
  | 'SearchStringNotFound'
  | 'Timeout'
  | 'FunctionError'
  | 'MalformedResponse'}`
type HookReason = `Hook.${'CouldNotAsk' | 'DeadlineExceeded' | 'InvalidDeployment'}`
export type ReasonCode = HealthcheckReason | HookReason

/** `reason` is Lambda's own, of a call that it throttled. */
export type ErrorText = { name: string; message: string; reason?: string }

/** What the last attempt showed. Times are in milliseconds. */
export type Observation = {
  statusCode?: number
  durationMs?: number
  /** Beginning of the body, at most 1 KB. */
  body?: string
  /** What the function threw, or what AWS answered instead. */
  error?: ErrorText
  /** Last lines that the function itself logged. */
  functionLog?: string[]
  /** Of a malformed response: its keys, or its beginning. */
  received?: string
  /** How often the function was probed, with the calls that did not get through. */
  attempts?: number
  /** From the first attempt to the end of the last, where the call did not get through. */
  elapsedMs?: number
}

/** What is known about one version of a function. */
export type Verdict = Healthy | Unhealthy | NotProbed

export type Healthy = Observation & { kind: 'healthy'; statusCode: number }

/** The version was probed and fails. */
export type Unhealthy = Observation & { kind: 'unhealthy' } & (
    | { reason: 'Healthcheck.ResponseCodeMismatch'; statusCode: number; matcher: string; defaultHost?: string }
    | { reason: 'Healthcheck.SearchStringNotFound'; statusCode: number; searchString: string; method: string }
    | { reason: 'Healthcheck.Timeout'; timeoutSeconds: number }
    | { reason: 'Healthcheck.FunctionError'; error: ErrorText; during: 'run' | 'restore' }
    | { reason: 'Healthcheck.MalformedResponse'; statusCode: number; problem: string; service: string }
  )

/** The version was not probed, or not often enough to know. */
export type NotProbed = Observation & { kind: 'notProbed' } & (
    | { reason: 'Hook.CouldNotAsk' | 'Hook.InvalidDeployment'; call: string; error: ErrorText }
    | { reason: 'Hook.CouldNotAsk' | 'Hook.InvalidDeployment'; problem: string }
    | { reason: 'Hook.DeadlineExceeded'; unfinished: Unfinished }
  )

/** What there was no time for when the deadline came. */
export type Unfinished =
  | { step: 'probe' }
  | { step: 'call'; call: string }
  | { step: 'response' }
  | { step: 'thresholds'; agreed: Agreed; last: Healthy | Unhealthy }

/** Probes in a row with the same outcome, of how many are required. */
export type Agreed = { outcome: 'successes' | 'failures'; count: number; required: number }

export const reasonOf = (verdict: Verdict): ReasonCode | undefined =>
  verdict.kind === 'healthy' ? undefined : verdict.reason

/** What a verdict has to show, without what it means. */
export const observationOf = ({
  statusCode,
  durationMs,
  body,
  error,
  functionLog,
  received,
  attempts,
  elapsedMs,
}: Observation): Observation => ({
  ...(statusCode !== undefined && { statusCode }),
  ...(body !== undefined && { body }),
  ...(error && { error }),
  ...(functionLog && { functionLog }),
  ...(durationMs !== undefined && { durationMs }),
  ...(received !== undefined && { received }),
  ...(attempts !== undefined && { attempts }),
  ...(elapsedMs !== undefined && { elapsedMs }),
})
