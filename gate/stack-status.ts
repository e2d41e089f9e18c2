import { bestEffort } from '../healthcheck/best-effort.ts'
import { callWithRetry } from '../healthcheck/call-with-retry.ts'
import { type Deadline, earlier } from '../healthcheck/deadline.ts'
import type { GateRequest } from './event.ts'
import type { ResponseWorld } from './world.ts'

/** Longer than this the status is not worth waiting for. */
const patienceMs = 20_000

/** The status of the stack, undefined where it cannot be read. Never throws. */
export const readStackStatus = async (
  world: ResponseWorld,
  { stackId }: Pick<GateRequest, 'stackId'>,
  deadline: Deadline,
): Promise<string | undefined> => {
  const limit = earlier(world.now, patienceMs, deadline)
  try {
    return await callWithRetry(world, limit, 'CloudFormation.DescribeStacks', signal =>
      world.stackStatus(stackId, signal),
    )
  } catch (error) {
    bestEffort(() => world.log.warn(`${(error as Error).message} The status of the stack is not known.`, { stackId }))
    return undefined
  }
}
