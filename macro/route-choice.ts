import {
  type ApiEvent,
  filledPath,
  isCatchAll,
  isGet,
  isPlainGet,
  routeFor,
  withoutTrailingSlash,
} from '../sam/routes.ts'
import type { Settings } from '../schema/settings.ts'
import { encodeTagValue, maxTagValueLength } from '../schema/tag-value.ts'
import type { LayeredSettings } from './settings.ts'

/**
 * Why a request is the one: a route has its literal path, a catch-all takes it, a route of another path was found, one
 * whose parameters got a placeholder; the path was set on the function; or there is no route and the function opted in.
 */
export type Choice = 'literal' | 'catchAll' | 'derived' | 'parameters' | 'set' | 'optedIn'

/** A route that can be probed, and the request for it. */
export type Candidate = { event: ApiEvent; target: RequestTarget; choice: Choice }
export type RequestTarget = Pick<Settings, 'method' | 'path' | 'matcher'> & {
  /** As messages and logs show it: with the names of parameters in place of their values. */
  shown: { path: string; matcher: string }
}

/** The value of each path parameter in a request that the macro makes up. */
export const placeholder = 'healthcheck'

/** The routes that can be probed, the one that says most about a release first. */
export const candidatesOf = (routes: ApiEvent[], layers: LayeredSettings): Candidate[] => {
  const { settings, written } = layers
  const event = routeFor(routes, settings.method, pathOf(settings))
  const choice = event && choiceOf(event)
  const taken: Candidate[] = choice ? [{ event, choice, target: wantedTarget(layers) }] : []
  const gets = written.method === undefined || written.method === 'GET' ? routes.filter(isGet) : []
  const candidates = [
    ...taken.filter(({ choice }) => choice !== 'parameters'),
    ...gets
      .filter(isPlainGet)
      .map(event => found(event, { method: 'GET', path: asSent(event.path) }, 'derived', layers, shownAs(event))),
    ...taken
      .filter(({ choice }) => choice === 'parameters')
      .map(({ event, target }) => found(event, target, 'parameters', layers, target.shown.path)),
    ...gets.flatMap(event => withPlaceholder(event, layers)),
  ]
  return candidates.filter(fitsTags)
}

/** The macro makes no request that does not fit into tags. If the path is the user's own, a problem says so. */
const fitsTags = ({ choice, event, target: { method, path } }: Candidate): boolean =>
  choice === 'literal' ||
  ((choice === 'catchAll' || isTagValue(path)) && isTagValue(`${event.method ?? method} ${event.path ?? ''}`))

const isTagValue = (text: string): boolean => encodeTagValue(text).length <= maxTagValueLength

const choiceOf = (event: ApiEvent): Choice => {
  if (isCatchAll(event)) return 'catchAll'
  return event.path?.includes('{') ? 'parameters' : 'literal'
}

export const wantedTarget = ({ settings: { method, path, matcher }, origins }: LayeredSettings): RequestTarget => ({
  method,
  path,
  matcher,
  shown: { path: origins.path?.text ?? path, matcher: origins.matcher?.text ?? matcher },
})

/** As a route has it: without the query string, and without the trailing slash that a route loses too. */
export const pathOf = ({ path }: Pick<Settings, 'path'>): string => withoutTrailingSlash(path.split('?', 1).join())

const withPlaceholder = (event: ApiEvent, layers: LayeredSettings): Candidate[] => {
  const filled = event.path?.includes('{') ? filledPath(event.path, placeholder) : undefined
  if (!filled?.startsWith('/')) return []
  const path = asSent(filled)
  const shown = event.shownPath === event.path ? path : event.shownPath
  return [found(event, { method: 'GET', path }, 'parameters', layers, shown)]
}

/** A path as a browser sends it: percent-encoded where it is not plain ASCII, or would begin a query or fragment. */
export const asSent = (path: string): string =>
  path.replace(/[^!-~]+|["#<>?`]/g, characters => Array.from(new TextEncoder().encode(characters), percent).join(''))

const percent = (byte: number) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`

const shownAs = ({ path = '', shownPath = path }: ApiEvent): string => (shownPath === path ? asSent(path) : shownPath)

/** A route that was not made for health checks: anything but a server error passes, unless a matcher is set. */
const found = (
  event: ApiEvent,
  { method, path }: Pick<RequestTarget, 'method' | 'path'>,
  choice: Choice,
  { settings, matcherIsSet, origins }: LayeredSettings,
  shownPath = path,
): Candidate => {
  const matcher = matcherIsSet ? settings.matcher : '200-499'
  const shown = { path: shownPath, matcher: (matcherIsSet && origins.matcher?.text) || matcher }
  return { event, choice, target: { method, path, matcher, shown } }
}
