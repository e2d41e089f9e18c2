import type { Route } from '../../schema/tags.ts'

/**
 * The parameters of a route for a path, such as `{ proxy: 'healthcheck' }`; undefined where the route has none or does
 * not match the path.
 */
export const pathParameters = (route: Route | undefined, path: string): Record<string, string> | undefined => {
  if (!route?.path.includes('{')) return undefined
  const names: string[] = []
  const pattern = route.path.split('/').map(segment => {
    const [, name, greedy] = segment.match(/^\{(.+?)(\+?)\}$/) ?? []
    if (!name) return escaped(segment)
    names.push(name)
    return greedy ? '(.+)' : '([^/]+)'
  })
  const values = path.match(new RegExp(`^${pattern.join('/')}/?$`))?.slice(1)
  return values && Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']))
}

const escaped = (literal: string) => literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

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
