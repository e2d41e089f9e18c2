import { CallError } from './call-with-retry.ts'
import type { NotProbed } from './verdict.ts'

/** What kept a version from being probed → its verdict. Takes any error: a bug of our own must not leave a deployment waiting. */
export const notProbedFor = (error: unknown): NotProbed => {
  if (!(error instanceof CallError))
    return { kind: 'notProbed', reason: 'Hook.CouldNotAsk', problem: (error as Error).message }
  const { call, tried } = error
  if (!tried) return { kind: 'notProbed', reason: 'Hook.DeadlineExceeded', unfinished: { step: 'call', call } }
  return { kind: 'notProbed', reason: 'Hook.CouldNotAsk', call, ...tried }
}
