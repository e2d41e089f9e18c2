import { needsAuthorizer } from '../sam/authorizers.ts'
import { effective } from '../sam/globals.ts'
import type { Known } from '../sam/known.ts'
import {
  type ApiEvent,
  apiEvents,
  isPlainGet,
  payloadFormatVersion,
  routeFor,
  withoutTrailingSlash,
} from '../sam/routes.ts'
import { namedStageOf, type Stage, streamsResponse } from '../sam/stages.ts'
import type { WebFunction } from '../sam/template.ts'
import type { JsonMap } from '../schema/json.ts'
import type { Settings } from '../schema/settings.ts'
import type { EventType, Route } from '../schema/tags.ts'
import type { Context } from './context.ts'
import { type LeftAloneReason, noRouteFor, reasons } from './left-alone.ts'
import type { LayeredSettings } from './settings.ts'

/** The request that the hook will send to a function, and why this one. `route` is absent where it is the literal path of the request. */
export type ProbeRequest = Pick<Settings, 'method' | 'path' | 'matcher' | 'payloadFormatVersion'> & {
  eventType: EventType
  route?: Route
  stage?: Stage
  streams?: boolean
  because: string
}

/** The request, or the reason why there is none. */
export type Website = { request: ProbeRequest } | { reason: LeftAloneReason }

/** What a function's routes say about its health check. */
export const websiteOf = (web: WebFunction, layers: LayeredSettings, { template, known }: Context): Website => {
  const { settings, written } = layers
  if (!settings.enabled) return { reason: reasons.optedOut }
  const routes = apiEvents(web.properties.Events, known)
  const hasFunctionUrl = Boolean(effective(template, web, 'FunctionUrlConfig'))
  const wanted = { method: settings.method, path: settings.path, matcher: settings.matcher }
  const taker = routeFor(routes, settings.method, pathOf(settings))
  const request = (route: ApiEvent | undefined, what: Target, because: string): Website => ({
    request: {
      ...what,
      ...format(route ?? routes[0], hasFunctionUrl, settings, known),
      ...routeTag(route, what),
      ...transport(route ?? routes[0], template, known),
      because,
    },
  })

  if (written.path !== undefined) return request(taker, wanted, 'Path is set on the function')
  if (taker) return request(taker, wanted, routeName(taker))
  const plain = written.method === undefined || written.method === 'GET' ? routes.filter(isPlainGet) : []
  const open = plain.find(event => !needsAuthorizer(event, template))
  if (open) return request(open, derivedFrom(open, layers), `${routeName(open)}, as no route takes ${name(wanted)}`)
  if (written.enabled) return request(undefined, wanted, 'Enabled is true on the function')
  return { reason: whyNot(routes, plain, written.method) }
}

type Target = Pick<Settings, 'method' | 'path' | 'matcher'>

/** As a route has it: without the query string, and without the trailing slash that a route loses too. */
const pathOf = ({ path }: Pick<Settings, 'path'>): string => withoutTrailingSlash(path.split('?', 1).join())

const name = ({ method, path }: Target): string => `${method} ${path}`

const routeName = ({ method, path }: ApiEvent): string => `${method ?? 'any method'} ${path ?? 'any path'}`

/** A route that was not made for health checks: anything but a server error passes, unless a matcher is set. */
const derivedFrom = (event: Route, { settings, matcherIsSet }: LayeredSettings): Target => ({
  method: 'GET',
  path: event.path,
  matcher: matcherIsSet ? settings.matcher : '200-499',
})

const format = (
  event: ApiEvent | undefined,
  hasFunctionUrl: boolean,
  settings: Settings,
  known: Known,
): Pick<ProbeRequest, 'eventType' | 'payloadFormatVersion'> => {
  const set = settings.payloadFormatVersion
  return {
    eventType: event?.type ?? (hasFunctionUrl ? 'FunctionUrl' : 'Api'),
    payloadFormatVersion: set === 'Auto' && event ? (payloadFormatVersion(event, known) ?? 'Auto') : set,
  }
}

/** What the API makes of the route: the stage in front of it, and whether responses are streamed. */
const transport = (
  event: ApiEvent | undefined,
  template: JsonMap,
  known: Known,
): Pick<ProbeRequest, 'stage' | 'streams'> => {
  const stage = event && namedStageOf(event, template, known)
  return { ...(stage && { stage }), ...(event && streamsResponse(event, template, known) && { streams: true }) }
}

const routeTag = (event: ApiEvent | undefined, target: Target): { route?: Route } => {
  if (event?.path === undefined) return {}
  const route = { method: event.method ?? target.method, path: event.path }
  return route.method === target.method && route.path === pathOf(target) ? {} : { route }
}

const whyNot = (routes: ApiEvent[], plain: ApiEvent[], method: Settings['method'] = 'GET'): LeftAloneReason => {
  if (routes.length === 0) return reasons.noApiEvent
  if (method !== 'GET') return noRouteFor(method)
  if (plain.length > 0) return reasons.authorizer
  const gets = routes.filter(({ method }) => method === 'GET' || method === 'ANY')
  if (gets.some(({ path }) => path?.includes('{'))) return reasons.parameters
  return gets.length > 0 ? reasons.noLiteralPath : reasons.noGet
}
