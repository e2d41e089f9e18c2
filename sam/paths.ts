import { dig, type JsonMap, own } from '../schema/json.ts'
import type { Path } from '../schema/problem.ts'
import type { Resource } from './template.ts'

/** The path of a resource in its template, or of something in the resource. */
export const resourcePath = ({ path }: Pick<Resource, 'path'>, ...keys: string[]): Path => [
  'Resources',
  ...path,
  ...keys,
]

/** Where a property in effect is written: on the function, in Globals, or, where it is neither, on the function's head. */
export const propertyPath = (
  template: JsonMap,
  web: Pick<Resource, 'path'> & { properties: JsonMap },
  ...keys: string[]
): Path => {
  const [property = ''] = keys
  const isIn = (from: unknown) => dig(from, ...keys) !== undefined
  const globals = dig(template, 'Globals', 'Function')
  if (isIn(web.properties)) return resourcePath(web, 'Properties', ...keys)
  if (isIn(globals)) return ['Globals', 'Function', ...keys]
  if (own(web.properties, property) !== undefined) return resourcePath(web, 'Properties', ...keys)
  return own(globals, property) === undefined ? resourcePath(web) : ['Globals', 'Function', ...keys]
}
