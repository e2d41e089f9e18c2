import { bestEffort } from '../healthcheck/best-effort.ts'
import type { Deadline } from '../healthcheck/deadline.ts'
import { describeFailure } from '../healthcheck/failure.ts'
import { reportWithRetry } from '../healthcheck/report-with-retry.ts'
import type { GateAnswer } from './answer.ts'
import type { GateRequest } from './event.ts'
import type { ResponseWorld } from './world.ts'

/** CloudFormation did not get the answer. Thrown, so that Lambda passes the request to the gate's last word. */
export class ResponseError extends Error {
  override name = 'ResponseError'
}

/**
 * Answers CloudFormation. Retries until the answer is stored or the time is over.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 *
 * @throws ResponseError
 */
export const respond = async (
  world: ResponseWorld,
  request: GateRequest,
  answer: GateAnswer,
  deadline: Pick<Deadline, 'reportLeftMs'>,
): Promise<void> => {
  const body = bodyOf(request, answer, world.hookName)
  const failure = await reportWithRetry(world, deadline, call, signal =>
    world.putResponse(request.responseUrl, body, signal),
  )
  if (!failure) return
  const sentence = `${answer.status} could not be reported to CloudFormation. ${describeFailure(call, failure.error)}`
  bestEffort(() => world.log.error(sentence, { stackId: request.stackId, requestId: request.requestId }))
  throw new ResponseError(sentence)
}

const call = 'S3.PutObject'

/** CloudFormation's limit. A longer response gets a shorter reason. */
const maxBytes = 4_096

const bodyOf = (request: GateRequest, { status, reason }: GateAnswer, hookName: string): string => {
  const { requestType, physicalResourceId, stackId, requestId, logicalResourceId } = request
  const withReason = (Reason: string) =>
    JSON.stringify({
      Status: status,
      Reason,
      // another one would make CloudFormation replace the resource
      PhysicalResourceId: requestType === 'Delete' ? (physicalResourceId ?? hookName) : hookName,
      StackId: stackId,
      RequestId: requestId,
      LogicalResourceId: logicalResourceId,
    })
  let kept = reason
  while (kept !== '' && Buffer.byteLength(withReason(kept)) > maxBytes)
    kept = kept.slice(0, Math.floor(kept.length * 0.9))
  return withReason(kept)
}
