import type { Deadline } from './deadline.ts'
import { describeFailure, type Failure, parseFailure } from './failure.ts'
import type { ReasonCode } from './reasons.ts'
import { limited } from './time-limit.ts'
import type { World } from './world.ts'

/** An AWS API that did not answer in time, or said that it never will. The message is a sentence for the log. */
export class CouldNotAskError extends Error {
  override name = 'CouldNotAskError'
  readonly reason: ReasonCode
  readonly failure: Failure | undefined
  constructor(call: string, failure: Failure | undefined) {
    super(failure ? describeFailure(call, failure) : `There was no time left for ${call}.`)
    this.failure = failure
    this.reason = failure ? (unknownThing.has(failure.name) ? 'Hook.InvalidDeployment' : 'Hook.CouldNotAsk') : noTime
  }
}

const noTime = 'Hook.DeadlineExceeded'

/** CodeDeploy answered, and what it was asked for is not there. */
const unknownThing = new Set([
  'ApplicationDoesNotExistException',
  'DeploymentDoesNotExistException',
  'InvalidDeploymentIdException',
  'InvalidRevisionException',
  'RevisionDoesNotExistException',
])

/** One attempt of a short call, however much time there is. */
const attemptMs = 5_000

/**
 * Makes a call again and again, with growing pauses, until it is answered, fails for good or the deadline is there.
 *
 * @param call what is called, such as `CodeDeploy.GetDeployment`
 * @throws CouldNotAskError
 */
export const insist = async <Result>(
  world: Pick<World, 'now' | 'sleep'>,
  deadline: Deadline,
  call: string,
  send: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> => {
  let failure: Failure | undefined
  for (let attempt = 0; deadline.leftMs() > 0; attempt++) {
    try {
      return await limited(world, Math.min(attemptMs, deadline.leftMs()), send)
    } catch (error) {
      failure = parseFailure(error)
      if (!failure.again || deadline.leftMs() <= pauseMs(attempt)) break
    }
    await world.sleep(pauseMs(attempt))
  }
  throw new CouldNotAskError(call, failure)
}

/** Pause after the nth failure in a row, counted from 0: a quarter of a second, doubled up to 15 seconds. */
export const pauseMs = (attempt: number): number => Math.min(250 * 2 ** attempt, 15_000)
