import { randomUUID } from 'node:crypto'
import product from '../package.json' with { type: 'json' }
import type { Target } from './finding.ts'
import type { Format, Plan } from './probe-plan.ts'
import { albEvent } from './request/alb.ts'
import { httpApi1Event } from './request/http-api-1.ts'
import { functionUrlEvent, httpApi2Event } from './request/http-api-2.ts'
import type { Probe } from './request/probe.ts'
import { restApiEvent } from './request/rest-api.ts'

/** By which an application can tell the check from its visitors, in the manner of Route 53 and ALB. */
export const userAgent = `codedeployhook/${product.version} (BeforeAllowTraffic)`

/**
 * The event that asks a function what its plan says, complete as the service in front of it would send it. No two have
 * the same request ID.
 *
 * @param timeMs since the epoch
 */
export const createEvent = (
  { settings, format, route }: Pick<Plan, 'settings' | 'format' | 'route'>,
  { accountId, region }: Pick<Target, 'accountId' | 'region'>,
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
    accountId,
    region,
    requestId: randomUUID(),
    timeMs,
  })
}

const events: Record<Format, (probe: Probe) => object> = {
  'REST API 1.0': restApiEvent,
  'HTTP API 1.0': httpApi1Event,
  'HTTP API 2.0': httpApi2Event,
  'Function URL 2.0': functionUrlEvent,
  ALB: albEvent,
}
