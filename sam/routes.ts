import { isMap, type JsonMap, own } from '../schema/json.ts'
import type { EventType, Route } from '../schema/tags.ts'
import { resolve, resolveAsSam } from './intrinsics.ts'
import type { Known } from './known.ts'
import { shownText } from './shown.ts'
import { isLoop } from './template.ts'

/**
 * One API event of a function. `method` is upper case; `method` and `path` are absent where the event has none or has
 * an intrinsic function there, which cannot be resolved before deployment. `properties` are the event's. `shownPath` has the
 * names of parameters in place of their values.
 */
export type ApiEvent = {
  type: Exclude<EventType, 'FunctionUrl'>
  properties: JsonMap
  shownPath?: string
} & Partial<Route>

/** The API events of a function in the order of the template, those inside Fn::ForEach included. */
export const apiEvents = (events: unknown, known: Known): ApiEvent[] =>
  isMap(events)
    ? Object.entries(events).flatMap(([key, event]) =>
        isLoop(key, event) ? apiEvents(event[2], known) : apiEvent(event, known),
      )
    : []

const apiEvent = (event: unknown, known: Known): ApiEvent[] => {
  const type = own(event, 'Type')
  if (type !== 'Api' && type !== 'HttpApi') return []
  const written = own(event, 'Properties')
  const properties = isMap(written) ? written : {}
  const path = literal(resolve(properties.Path, known))
  const method = literal(resolveAsSam(properties.Method, known))
    ?.toUpperCase()
    .replace('X-AMAZON-APIGATEWAY-ANY-METHOD', 'ANY')
  // SAM gives an HttpApi event with neither of them the route $default
  const isDefault = type === 'HttpApi' && ((!properties.Path && !properties.Method) || path === '/$default')
  if (isDefault) return [{ type, properties, method: method ?? 'ANY', path: '$default', shownPath: '$default' }]
  return [
    {
      type,
      properties,
      ...(method !== undefined && { method }),
      ...(path !== undefined && { path, shownPath: withoutTrailingSlash(shownText(properties.Path, known)) }),
    },
  ]
}

const literal = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' && !/[$&]\{/.test(value) ? withoutTrailingSlash(value) : undefined

/** API Gateway drops a trailing slash, and so does SAM (serverless-application-model#665). */
export const withoutTrailingSlash = (path: string): string =>
  path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path

/** The event's own `PayloadFormatVersion`, where it names one. */
export const payloadFormatVersion = (event: ApiEvent, known: Known): '1.0' | '2.0' | undefined => {
  if (event.type !== 'HttpApi') return undefined
  const version = resolveAsSam(own(event.properties, 'PayloadFormatVersion'), known)
  // JSON has one kind of number: the YAML scalar 2.0 arrives as 2
  if (version === '1.0' || version === '1' || version === 1) return '1.0'
  return version === '2.0' || version === '2' || version === 2 ? '2.0' : undefined
}

/**
 * The event whose route takes a request as API Gateway would route it, the most specific one where several do: literal
 * segments before `{param}`, that before `{proxy+}`, that before `$default`, a method before ANY. What cannot be known
 * before deployment counts as matching, and comes last.
 *
 * @param path without a query string
 */
export const routeFor = (events: ApiEvent[], method: string, path: string): ApiEvent | undefined =>
  events
    .filter(event => serves(event, method, path))
    .reduce<ApiEvent | undefined>((best, event) => (best && rank(best) <= rank(event) ? best : event), undefined)

export const serves = (event: ApiEvent, method: string, path: string): boolean =>
  servesMethod(event, method) && servesPath(event, path)

const servesMethod = (event: ApiEvent, method: string): boolean =>
  event.method === undefined || event.method === 'ANY' || event.method === method

const servesPath = (event: ApiEvent, path: string): boolean => {
  if (event.path === undefined || event.path === '$default') return true
  if (!event.path.includes('{')) return event.path === path
  const wanted = path.split('/')
  const segments = event.path.split('/')
  const last = segments.at(-1) ?? ''
  const greedy = isParameter(last) && last.endsWith('+}')
  if (greedy ? wanted.length < segments.length : wanted.length !== segments.length) return false
  return segments.every((segment, i) => (isParameter(segment) ? wanted[i] !== '' : segment === wanted[i]))
}

const isParameter = (segment: string): boolean => segment.startsWith('{') && segment.indexOf('}') === segment.length - 1

/** Sorts as text: one letter for each segment of the path, then one for the method. */
const rank = ({ path, method }: ApiEvent): string => {
  const kind = (segment: string) => (segment.endsWith('+}') ? 'c' : isParameter(segment) ? 'b' : 'a')
  const ofPath = path === undefined ? 'z' : path === '$default' ? 'y' : path.split('/').map(kind).join('')
  return ofPath + (method === undefined ? '3' : method === 'ANY' ? '2' : '1')
}

/** Whether every path below a certain one takes the route; so does one whose path is not known. */
export const isCatchAll = ({ path }: ApiEvent): boolean =>
  path === undefined || path === '$default' || path.endsWith('+}')

/** The path of a route with one value for each of its parameters; undefined where a segment is a parameter in part. */
export const filledPath = (path: string, value: string): string | undefined => {
  const segments = path.split('/').map(segment => (isParameter(segment) ? value : segment))
  return segments.some(segment => /[{}]/.test(segment)) ? undefined : segments.join('/')
}

/** Whether a route can be probed as it is: literal path without parameters, GET or ANY, both known. */
export const isPlainGet = (event: ApiEvent): event is ApiEvent & Route =>
  isGet(event) && event.path?.startsWith('/') === true && !/[{}]/.test(event.path)

export const isGet = ({ method }: ApiEvent): boolean => method === 'GET' || method === 'ANY'
