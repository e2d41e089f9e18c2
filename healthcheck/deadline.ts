/**
 * The time of the Lambda function. Everything but the report must be over when `leftMs` is 0; the report may use
 * `reportLeftMs`. Neither is ever below 0.
 */
export type Deadline = {
  leftMs(): number
  reportLeftMs(): number
}

/** Kept for the report: enough for a few attempts against a slow CodeDeploy. */
const reserveMs = 10_000
/** Kept for Lambda itself to see that the handler has ended. */
const marginMs = 500

/** The longest that a Lambda function may run, for an invocation that does not say how long it may. */
const longestMs = 900_000

/** @param saidMs what Lambda says is left of the function's timeout */
export const startDeadline = (now: () => number, saidMs: number | undefined): Deadline => {
  const start = now()
  const remainingMs = typeof saidMs === 'number' && !Number.isNaN(saidMs) ? Math.min(saidMs, longestMs) : longestMs
  const left = (budgetMs: number) => Math.max(0, start + budgetMs - now())
  // a short timeout is shared, or there would be no time to probe at all
  const budgetMs = Math.max(remainingMs - reserveMs, remainingMs / 2)
  return { leftMs: () => left(budgetMs), reportLeftMs: () => left(remainingMs - marginMs) }
}

/** The same deadline, or an earlier one: `limitMs` from now. */
export const earlier = (now: () => number, limitMs: number, deadline: Deadline): Deadline => {
  const start = now()
  return { ...deadline, leftMs: () => Math.max(0, Math.min(deadline.leftMs(), start + limitMs - now())) }
}
