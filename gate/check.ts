import { startDeadline } from '../healthcheck/deadline.ts'
import { explain } from '../healthcheck/explain.ts'
import { measure } from '../healthcheck/metrics.ts'
import { answerFor, granted } from './answer.ts'
import { bypassOf } from './bypass.ts'
import { checkNamedVersion } from './check-named-version.ts'
import { parseEvent } from './event.ts'
import { contextOf, logBypass, logUnanswerable } from './log.ts'
import { notifyFailure } from './notify.ts'
import { respond } from './respond.ts'
import type { GateWorld, Invocation } from './world.ts'

/**
 * The gate from CloudFormation's request to its answer. Resolves once CloudFormation has the answer, or if the event
 * cannot be answered; rejects only if the answer could not be stored, so that Lambda passes the request to the last word.
 */
export const createGate =
  (world: GateWorld) =>
  async (event: unknown, invocation: Invocation): Promise<void> => {
    const deadline = startDeadline(world.now, invocation.getRemainingTimeInMillis?.())
    const { request, problems } = parseEvent(event, world.acceptsResponseUrl)
    if (!request) return logUnanswerable(world, problems)
    const bypass = await bypassOf(world, request, deadline)
    if (bypass) {
      logBypass(world, request, bypass)
      return respond(world, request, granted(bypass), deadline)
    }
    const finding = await checkNamedVersion(world, request, invocation.invokedFunctionArn, deadline)
    explain(world, contextOf(request), [finding])
    measure(world, [finding])
    await respond(world, request, answerFor(finding, world.logPlace), deadline)
    await notifyFailure(world, request, { finding, ownArn: invocation.invokedFunctionArn }, deadline)
  }
