import { randomUUID } from 'node:crypto'
import product from '../package.json' with { type: 'json' }
import type { Format, ProbePlan } from './probe-plan.ts'
import { albEvent } from './request/alb.ts'
import { httpApi1Event } from './request/http-api-1.ts'
import { functionUrlEvent, httpApi2Event } from './request/http-api-2.ts'
import type { HttpRequest } from './request/http-request.ts'
import { restApiEvent } from './request/rest-api.ts'
import type { FunctionName } from './target.ts'

/** Tells an application the check from its visitors, as those of Route 53 and ALB do. */
export const userAgent = `codedeployhook/${product.version} (BeforeAllowTraffic)`

/**
 * The event of the request that a plan describes, as complete as the service in front of the function would send it.
 * Each has a request ID of its own.
 *
 * @param timeMs since the epoch
 */
export const createEvent = (
  {
    settings,
    format,
    route,
    stage,
    authorizer,
  }: Pick<ProbePlan, 'settings' | 'format' | 'route' | 'stage' | 'authorizer'>,
  { accountId, region }: Pick<FunctionName, 'accountId' | 'region'>,
  timeMs: number,
): object => {
  const [path = '/', ...query] = settings.path.split('?')
  return events[format]({
    method: settings.method,
    path,
    rawQuery: query.join('?'),
    host: settings.host,
    userAgent,
    ...(route && { route }),
    ...(stage !== undefined && { stage }),
    ...(authorizer && { authorizer }),
    accountId,
    region,
    requestId: randomUUID(),
    timeMs,
  })
}

const events: Record<Format, (request: HttpRequest) => object> = {
  'REST API 1.0': restApiEvent,
  'HTTP API 1.0': httpApi1Event,
  'HTTP API 2.0': httpApi2Event,
  'Function URL 2.0': functionUrlEvent,
  ALB: albEvent,
}
