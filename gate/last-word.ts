import { startDeadline } from '../healthcheck/deadline.ts'
import { dig, own } from '../schema/json.ts'
import { type GateAnswer, granted } from './answer.ts'
import { bypassByRequest } from './bypass.ts'
import { type GateRequest, parseEvent } from './event.ts'
import { logBypass, logUnanswerable } from './log.ts'
import { respond } from './respond.ts'
import type { Invocation, ResponseWorld } from './world.ts'

/**
 * Answers for a gate that failed: Lambda passes the request here after a crash, a timeout or a lost answer, so that
 * the stack does not hang until its ServiceTimeout.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export const createLastWord =
  (world: ResponseWorld) =>
  async (record: unknown, invocation: Pick<Invocation, 'getRemainingTimeInMillis'>): Promise<void> => {
    const deadline = startDeadline(world.now, invocation.getRemainingTimeInMillis?.())
    const { request, problems } = parseEvent(own(record, 'requestPayload'), world.acceptsResponseUrl)
    if (!request) return logUnanswerable(world, problems)
    const bypass = bypassByRequest(request)
    if (bypass) {
      logBypass(world, request, bypass)
      return respond(world, request, granted(bypass), deadline)
    }
    const answer = failed(request, causeOf(record), world.logPlace)
    world.log.error(answer.reason, { stackId: request.stackId, requestId: request.requestId })
    await respond(world, request, answer, deadline)
  }

/** `Sandbox.Timedout`, `Runtime.ExitError`, `ResponseError`, or Lambda's own word where the gate never ran. */
const causeOf = (record: unknown): string => {
  const found = dig(record, 'responsePayload', 'errorType') ?? dig(record, 'requestContext', 'condition')
  return typeof found === 'string' && /^[\w.]{1,64}$/.test(found) ? found : 'no answer'
}

const failed = ({ version }: GateRequest, cause: string, logPlace: string): GateAnswer => ({
  status: 'FAILED',
  reason: [
    `Failed Hook.CouldNotAsk ${version ? `${version.functionName}:${version.version}` : 'unknown version'}.`,
    `The gate itself failed: ${cause}. Nothing is known about the version: fix that and deploy again.`,
    logPlace,
  ].join(' '),
})
