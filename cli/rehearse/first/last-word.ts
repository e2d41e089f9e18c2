import type { Clock } from '../aws/clock.ts'
import { describeError } from '../aws/describe.ts'
import { runOnce } from '../deployment/installed-function.ts'
import { type LoggedVerdict, parseHookLog } from '../deployment/log.ts'
import type { Timeline } from '../deployment/timeline.ts'
import type { InvocationOutcome } from '../sandbox/sandbox.ts'
import { type Gate, gateFailureName } from './gate.ts'

/**
 * The on-failure destination answers for a gate that failed; Lambda runs it up to twice more.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export const askLastWord = async (
  { gate, clock, timeline }: { gate: Gate; clock: Clock; timeline: Timeline },
  requestPayload: object,
  failed: InvocationOutcome,
  heard: AbortSignal,
): Promise<LoggedVerdict> => {
  const { errorType, errorMessage } = JSON.parse(failed.payload.toString())
  if (errorType === 'Sandbox.Timedout') clock.skip((gate.seconds.inAws - gate.seconds.here) * 1_000)
  const why =
    errorType === 'Sandbox.Timedout'
      ? `timed out after ${gate.seconds.inAws} s`
      : describeError(errorType, errorMessage)
  timeline.add('Gate', `failed without an answer, ${why}`)
  const record = {
    version: '1.0',
    requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 1 },
    requestPayload,
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: { errorType, errorMessage },
  }
  let word: LoggedVerdict = {}
  for (const waitMinutes of [0, 1, 2]) {
    clock.skip(waitMinutes * 60_000)
    timeline.add(
      'Gate',
      waitMinutes > 0 ? `Lambda retries that after ${waitMinutes} min` : `${gateFailureName} answers for it`,
    )
    const outcome = await runOnce(gate.startLastWord(), record, heard)
    word = { ...word, ...parseHookLog(outcome.log) }
    if (heard.aborted || !outcome.functionError) break
    timeline.add('Gate', `failed without an answer too`)
  }
  return word
}
