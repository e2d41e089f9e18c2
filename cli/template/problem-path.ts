import { functionsOf, type WebFunction } from '../../sam/template.ts'
import { isMap, type JsonMap, own } from '../../schema/json.ts'
import { macroName } from '../macro/macro-event.ts'
import type { Path } from './locate.ts'
import type { Template } from './template.ts'

/** Where the subject of one of the macro's sentences stands in the template: `Site.Metadata.WebsiteHealthcheck.Path is …`. */
export const problemPath = (sentence: string, template: Template['value']): Path => {
  const subject = (sentence.match(/^\S+/)?.[0] ?? '').split('.')
  const [first = '', ...rest] = subject
  if (first === 'Transform') return [...transformPath(template), ...rest.slice(1)]
  const web = functionsOf(template.Resources).find(({ logicalId }) => logicalId === first)
  if (!web) return first === 'Resources' ? ['Resources'] : transformPath(template)
  return rest[0] === 'Metadata' ? resourcePath(web, ...rest) : propertyPath(template, web, ...rest)
}

export const resourcePath = ({ path }: WebFunction, ...keys: string[]): Path => ['Resources', ...path, ...keys]

/** Where a property in effect is written: on the function, in Globals, or, where it is neither, on the function's head. */
export const propertyPath = (template: JsonMap, web: WebFunction, ...keys: string[]): Path => {
  const [property = ''] = keys
  const depth = (from: unknown) => keys.findIndex((_, i) => keys.slice(0, i + 1).reduce(own, from) === undefined)
  const globals = own(own(template, 'Globals'), 'Function')
  if (depth(web.properties) === -1) return resourcePath(web, 'Properties', ...keys)
  if (depth(globals) === -1) return ['Globals', 'Function', ...keys]
  if (own(web.properties, property) !== undefined) return resourcePath(web, 'Properties', ...keys)
  return own(globals, property) === undefined ? resourcePath(web) : ['Globals', 'Function', ...keys]
}

/** The entry of the Transform section that names the macro, or the section where none does. */
export const transformPath = ({ Transform: transform }: JsonMap): Path => {
  if (!Array.isArray(transform)) return ['Transform']
  const index = transform.findIndex(entry => (isMap(entry) ? entry.Name : entry) === macroName)
  return index < 0 ? ['Transform'] : ['Transform', index]
}
