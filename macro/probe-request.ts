import { authorizerOf } from '../sam/authorizers.ts'
import { effective } from '../sam/globals.ts'
import { type ApiEvent, apiEvents, isGet, isPlainGet, routeFor } from '../sam/routes.ts'
import type { WebFunction } from '../sam/template.ts'
import type { Settings } from '../schema/settings.ts'
import type { MacroContext } from './context.ts'
import { type EventFacts, eventFacts } from './event-facts.ts'
import { type LeftAloneReason, noRouteFor, reasons } from './left-alone.ts'
import {
  type Candidate,
  type Choice,
  candidatesOf,
  pathOf,
  placeholder,
  type RequestTarget,
  wantedTarget,
} from './route-choice.ts'
import type { LayeredSettings } from './settings.ts'

/** The request that the hook will send to a function, and why this one. `route` is absent where it is the literal path of the request. */
export type ProbeRequest = Pick<Settings, 'method' | 'path' | 'matcher'> &
  EventFacts & {
    choice: Choice
    shown: RequestTarget['shown'] & { route?: string }
    because: string
  }

/** The request, or the reason why there is none. */
export type Website = { request: ProbeRequest } | { reason: LeftAloneReason }

/** What a function's routes say about its health check. */
export const websiteOf = (web: WebFunction, layers: LayeredSettings, context: MacroContext): Website => {
  const { template } = context
  const { settings, written } = layers
  if (!settings.enabled) return { reason: reasons.optedOut }
  const routes = routesOf(web, context)
  const wanted = wantedTarget(layers)
  const request = (route: ApiEvent | undefined, target: RequestTarget, choice: Choice, because: string): Website => ({
    request: {
      ...target,
      ...eventFacts(web, { route, routes, target, settings }, context),
      choice,
      shown: { ...target.shown, ...(route?.shownPath !== undefined && { route: route.shownPath }) },
      because,
    },
  })

  if (written.path !== undefined) {
    const taker = routeFor(routes, settings.method, pathOf(settings))
    return request(taker, wanted, 'set', 'Path is set on the function')
  }
  const candidates = candidatesOf(routes, layers)
  const open = candidates.find(({ event }) => !authorizerOf(event, template))
  const chosen = open ?? (settings.authorizers === 'Probe' ? candidates[0] : undefined)
  if (chosen) return request(chosen.event, chosen.target, chosen.choice, becauseOf(chosen, candidates, wanted))
  if (written.enabled) return request(undefined, wanted, 'optedIn', 'Enabled is true on the function')
  return { reason: whyNot(routes, candidates, written.method) }
}

/**
 * The events of a function; without any, the routes of API definitions that name its alias. One that names the function
 * itself goes past the alias, or would be broken by one.
 */
const routesOf = (web: WebFunction, { template, known, definitionRoutes }: MacroContext): ApiEvent[] => {
  const events = apiEvents(web.properties.Events, known)
  if (events.length > 0 || effective(template, web, 'AutoPublishAlias') === undefined) return events
  const routes = definitionRoutes.get(web.logicalId) ?? []
  return routes.every(({ reference }) => reference.qualified) ? routes.map(({ event }) => event) : []
}

const becauseOf = (chosen: Candidate, candidates: Candidate[], wanted: RequestTarget): string => {
  const route = `it has a route for ${routeName(chosen)}`
  const taker = candidates.find(({ target }) => target.path === wanted.path)
  if (chosen === taker) return route
  const filled = chosen.choice === 'parameters' ? ` (${placeholder} stands for each parameter)` : ''
  const obstacle = taker?.choice === 'parameters' ? 'has parameters' : 'needs an authorizer'
  const other = taker ? `${routeName(taker)} ${obstacle}` : `no route takes ${wanted.method} ${wanted.shown.path}`
  return `${route}${filled}, and ${other}`
}

const routeName = ({ event: { method, shownPath } }: Candidate): string =>
  `${method ?? 'any method'} ${shownPath ?? 'any path'}`

const whyNot = (
  routes: ApiEvent[],
  behindAuthorizer: Candidate[],
  method: Settings['method'] = 'GET',
): LeftAloneReason => {
  if (routes.length === 0) return reasons.noApiEvent
  if (behindAuthorizer.length > 0) return reasons.authorizer
  if (method !== 'GET') return noRouteFor(method)
  const gets = routes.filter(isGet)
  if (gets.some(isPlainGet)) return reasons.tooLong
  if (gets.some(({ path }) => path?.includes('{'))) return reasons.parameters
  return gets.length > 0 ? reasons.noLiteralPath : reasons.noGet
}
