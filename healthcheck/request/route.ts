import type { Route } from '../../schema/tags.ts'

/**
 * The parameters of a route for a path, such as `{ proxy: 'healthcheck' }`; undefined where the route has none or does
 * not match the path. API Gateway allows a greedy one as the last segment only. Segment by segment, because a RegExp made
 * of a route may take years to find no match.
 */
export const pathParameters = (route: Route | undefined, path: string): Record<string, string> | undefined => {
  if (!route?.path.includes('{')) return undefined
  const pattern = route.path.split('/')
  const segments = path.split('/')
  const greedy = parameterName(pattern.at(-1) ?? '', '+}')
  const single = greedy === undefined ? pattern : pattern.slice(0, -1)
  const rest = segments.slice(single.length).join('/')
  if (greedy === undefined ? rest !== '' : rest === '') return undefined
  const entries = single.map((segment, index) => matchSegment(segment, segments[index]))
  if (entries.includes(undefined)) return undefined
  return Object.fromEntries([...entries.flatMap(entry => entry ?? []), ...(greedy ? [[greedy, rest]] : [])])
}

/** One entry of a parameter and its value, none for a literal that is the same, undefined where they do not match. */
const matchSegment = (segment: string, value: string | undefined): [string, string][] | undefined => {
  const name = parameterName(segment, '}')
  if (name === undefined) return segment === value ? [] : undefined
  return value ? [[name, value]] : undefined
}

const parameterName = (segment: string, end: '}' | '+}'): string | undefined =>
  segment.startsWith('{') && segment.endsWith(end) ? segment.slice(1, -end.length) : undefined

/** The resource of format 1.0: the path of the route, or the path itself where no route is known. */
export const resourceOf = (route: Route | undefined, path: string): string => route?.path ?? path

/** The route key of an HTTP API: `ANY /{proxy+}`, `$default`. */
export const routeKeyOf = (route: Route | undefined, method: string, path: string): string => {
  if (!route) return `${method} ${path}`
  return route.path === '$default' ? '$default' : `${route.method} ${route.path}`
}

/** HTTP APIs decode a path before they pass it on. https://github.com/middleapi/standard-server/pull/93 */
export const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
