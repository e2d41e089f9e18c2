import { startDeadline } from '../healthcheck/deadline.ts'
import { explain } from '../healthcheck/explain.ts'
import type { Finding } from '../healthcheck/finding.ts'
import type { Target } from '../healthcheck/target.ts'
import { dig, own } from '../schema/json.ts'
import { answerFor, granted } from './answer.ts'
import { bypassOf } from './bypass.ts'
import { type GateRequest, parseEvent } from './event.ts'
import { contextOf, logBypass, logUnanswerable } from './log.ts'
import { targetOf, uncheckedOf } from './named-version.ts'
import { notifyFailure } from './notify.ts'
import { respond } from './respond.ts'
import type { Invocation, LastWordWorld } from './world.ts'

/**
 * Answers for a gate that failed: Lambda passes the request here after a crash, a timeout or a lost answer, so that
 * the stack does not hang until its ServiceTimeout.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export const createLastWord =
  (world: LastWordWorld) =>
  async (record: unknown, invocation: Invocation): Promise<void> => {
    const deadline = startDeadline(world.now, invocation.getRemainingTimeInMillis?.())
    const { request, problems } = parseEvent(own(record, 'requestPayload'), world.acceptsResponseUrl)
    if (!request) return logUnanswerable(world, problems)
    const bypass = await bypassOf(world, request, deadline)
    if (bypass) {
      logBypass(world, request, bypass)
      return respond(world, request, granted(bypass), deadline)
    }
    const finding = failedGate(world, request, { cause: causeOf(record), ownArn: invocation.invokedFunctionArn })
    explain(world, contextOf(request), [finding])
    await respond(world, request, answerFor(finding, world.logPlace), deadline)
    await notifyFailure(world, request, { finding, ownArn: invocation.invokedFunctionArn }, deadline)
  }

/** `Sandbox.Timedout`, `Runtime.ExitError`, `ResponseError`, or Lambda's own word where the gate never ran. */
const causeOf = (record: unknown): string => {
  const found = dig(record, 'responsePayload', 'errorType') ?? dig(record, 'requestContext', 'condition')
  return typeof found === 'string' && /^[\w.]{1,64}$/.test(found) ? found : 'no answer'
}

const failedGate = (
  world: LastWordWorld,
  request: GateRequest,
  { cause, ownArn }: { cause: string; ownArn: string },
): Finding => {
  const target = knownTarget(request, ownArn)
  return {
    ...uncheckedOf(world, request),
    ...(target && { target }),
    verdict: { kind: 'notProbed', reason: 'Hook.CouldNotAsk', problem: `The gate itself failed: ${cause}.` },
  }
}

const knownTarget = ({ version, oldVersion }: GateRequest, ownArn: string): Target | undefined => {
  try {
    return version && targetOf(version, oldVersion, ownArn)
  } catch {
    return undefined
  }
}
