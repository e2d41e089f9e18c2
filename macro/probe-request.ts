import { needsAuthorizer } from '../sam/authorizers.ts'
import { effective } from '../sam/globals.ts'
import type { Known } from '../sam/intrinsics.ts'
import {
  type ApiEvent,
  apiEvents,
  isPlainGet,
  payloadFormatVersion,
  routeFor,
  withoutTrailingSlash,
} from '../sam/routes.ts'
import type { WebFunction } from '../sam/template.ts'
import type { Settings } from '../schema/settings.ts'
import type { EventType, Route } from '../schema/tags.ts'
import type { Surroundings } from './context.ts'
import type { Layers } from './settings.ts'

/** What the hook will ask a function, and why that. `route` is absent where it is the literal path of the request. */
export type Request = Pick<Settings, 'method' | 'path' | 'matcher' | 'payloadFormatVersion'> & {
  eventType: EventType
  route?: Route
  because: string
}

/** The request, or the reason why there is none. */
export type Website = { request: Request } | { reason: string }

/** Why a function gets no request, in words that complete «left alone: ». */
export const reasons = {
  optedOut: 'Enabled is false',
  noApiEvent: 'it has no Api or HttpApi event',
  noGet: 'no route of it takes GET',
  parameters: 'its GET routes have path parameters',
  noPath: 'its GET routes have no path that can be asked',
  authorizer: 'its GET routes need an authorizer',
} as const

/** What a function's routes say about its health check. */
export const websiteOf = (web: WebFunction, layers: Layers, { template, known }: Surroundings): Website => {
  const { settings, written } = layers
  if (!settings.enabled) return { reason: reasons.optedOut }
  const routes = apiEvents(web.properties.Events, known)
  const hasFunctionUrl = Boolean(effective(template, web, 'FunctionUrlConfig'))
  const asked = { method: settings.method, path: settings.path, matcher: settings.matcher }
  const taker = routeFor(routes, settings.method, pathOf(settings))
  const request = (route: ApiEvent | undefined, what: Asked, because: string): Website => ({
    request: {
      ...what,
      ...format(route ?? routes[0], hasFunctionUrl, settings, known),
      ...routeTag(route, what),
      because,
    },
  })

  if (written.path !== undefined) return request(taker, asked, 'Path is set on the function')
  if (taker) return request(taker, asked, routeName(taker))
  const plain = written.method === undefined || written.method === 'GET' ? routes.filter(isPlainGet) : []
  const open = plain.find(event => !needsAuthorizer(event, template))
  if (open) return request(open, derivedFrom(open, layers), `${routeName(open)}, as no route takes ${name(asked)}`)
  if (written.enabled) return request(undefined, asked, 'Enabled is true on the function')
  return { reason: whyNot(routes, plain, written.method) }
}

type Asked = Pick<Settings, 'method' | 'path' | 'matcher'>

/** As a route has it: without the query string, and without the trailing slash that a route loses too. */
const pathOf = ({ path }: Pick<Settings, 'path'>): string => withoutTrailingSlash(path.split('?', 1).join())

const name = ({ method, path }: Asked): string => `${method} ${path}`

const routeName = ({ method, path }: ApiEvent): string => `${method ?? 'any method'} ${path ?? 'any path'}`

/** A route that nobody made for health checks: any answer short of a server error will do, unless a matcher is set. */
const derivedFrom = (event: Route, { settings, matcherIsSet }: Layers): Asked => ({
  method: 'GET',
  path: event.path,
  matcher: matcherIsSet ? settings.matcher : '200-499',
})

const format = (
  event: ApiEvent | undefined,
  hasFunctionUrl: boolean,
  settings: Settings,
  known: Known,
): Pick<Request, 'eventType' | 'payloadFormatVersion'> => {
  const set = settings.payloadFormatVersion
  return {
    eventType: event?.type ?? (hasFunctionUrl ? 'FunctionUrl' : 'Api'),
    payloadFormatVersion: set === 'Auto' && event ? (payloadFormatVersion(event, known) ?? 'Auto') : set,
  }
}

const routeTag = (event: ApiEvent | undefined, asked: Asked): { route?: Route } => {
  if (event?.path === undefined) return {}
  const route = { method: event.method ?? asked.method, path: event.path }
  return route.method === asked.method && route.path === pathOf(asked) ? {} : { route }
}

const whyNot = (routes: ApiEvent[], plain: ApiEvent[], method: Settings['method'] = 'GET'): string => {
  if (routes.length === 0) return reasons.noApiEvent
  if (method !== 'GET') return `no route of it takes ${method}, the Method set on the function`
  if (plain.length > 0) return reasons.authorizer
  const gets = routes.filter(({ method }) => method === 'GET' || method === 'ANY')
  if (gets.some(({ path }) => path?.includes('{'))) return reasons.parameters
  return gets.length > 0 ? reasons.noPath : reasons.noGet
}
