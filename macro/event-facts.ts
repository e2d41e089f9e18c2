import { authorizerOf } from '../sam/authorizers.ts'
import { effective } from '../sam/globals.ts'
import type { Known } from '../sam/known.ts'
import { type ApiEvent, payloadFormatVersion } from '../sam/routes.ts'
import { namedStageOf, type Stage, streamsResponse } from '../sam/stages.ts'
import type { WebFunction } from '../sam/template.ts'
import type { JsonMap } from '../schema/json.ts'
import type { Settings } from '../schema/settings.ts'
import type { AuthorizerKind, EventType, Route } from '../schema/tags.ts'
import type { MacroContext } from './context.ts'
import { asSent, pathOf, type RequestTarget } from './route-choice.ts'

/** What the template says about the event that brings the request. `route` is absent where it is the literal path of the request. */
export type EventFacts = Pick<Settings, 'payloadFormatVersion'> & {
  eventType: EventType
  route?: Route
  stage?: Stage
  streams?: boolean
  authorizer?: AuthorizerKind
}

type Chosen = {
  /** The route that takes the request, if one does. */
  route: ApiEvent | undefined
  routes: readonly ApiEvent[]
  target: RequestTarget
  settings: Settings
}

/** Where no route takes the request, the facts are those of the function's first event. */
export const eventFacts = (
  web: WebFunction,
  { route, routes, target, settings }: Chosen,
  { template, known }: MacroContext,
): EventFacts => {
  const event = route ?? routes[0]
  const hasFunctionUrl = Boolean(effective(template, web, 'FunctionUrlConfig'))
  const authorizer = route && authorizerOf(route, template)
  return {
    ...format(event, hasFunctionUrl, settings, known),
    ...routeTag(route, target),
    ...transport(event, template, known),
    ...(authorizer && { authorizer }),
  }
}

const format = (
  event: ApiEvent | undefined,
  hasFunctionUrl: boolean,
  settings: Settings,
  known: Known,
): Pick<EventFacts, 'eventType' | 'payloadFormatVersion'> => {
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
): Pick<EventFacts, 'stage' | 'streams'> => {
  const stage = event && namedStageOf(event, template, known)
  return { ...(stage && { stage }), ...(event && streamsResponse(event, template, known) && { streams: true }) }
}

const routeTag = (event: ApiEvent | undefined, target: RequestTarget): { route?: Route } => {
  if (event?.path === undefined) return {}
  const route = { method: event.method ?? target.method, path: event.path }
  return route.method === target.method && asSent(route.path) === pathOf(target) ? {} : { route }
}
