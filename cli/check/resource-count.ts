import { effective } from '../../sam/globals.ts'
import type { Known } from '../../sam/known.ts'
import { turnsOf } from '../../sam/loops.ts'
import { isEnabled } from '../../sam/preference.ts'
import { functionsAmong, type Resource, resourcesOf, type Template, type WebFunction } from '../../sam/template.ts'
import { isMap, own, textOf } from '../../schema/json.ts'

/**
 * The minimum number of resources that SAM makes from a template, before and after the macro. Of a loop every turn counts,
 * or one if its collection is known only at deployment.
 */
export const resourceCount = (template: Template, fragment: Template, known: Known) => ({
  before: count(template, known),
  after: count(fragment, known),
})

const count = (template: Template, known: Known): number => {
  const all = resourcesOf(template.Resources)
  const functions = functionsAmong(all)
  const others = all.filter(({ resource }) => !isFunction(resource))
  const times = ({ path }: Resource) => turnsOf(path, template.Resources, known)
  const groups = functions.filter(web => hasGroup(template, web, known))
  return (
    sum(others.map(other => times(other) * (made.get(textOf(own(other.resource, 'Type'))) ?? 1))) +
    sum(functions.map(web => times(web) * ofFunction(template, web, known))) +
    (groups.length > 0 ? 1 : 0) +
    implicitApis(functions)
  )
}

const isFunction = (resource: unknown) => own(resource, 'Type') === 'AWS::Serverless::Function'
const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0)

/** What SAM's own types become, at least. */
const made = new Map([
  ['AWS::Serverless::Api', 3],
  ['AWS::Serverless::HttpApi', 2],
])

const ofFunction = (template: Template, web: WebFunction, known: Known): number => {
  const role = effective(template, web, 'Role') === undefined ? 1 : 0
  const alias = effective(template, web, 'AutoPublishAlias') === undefined ? 0 : 2
  const group = hasGroup(template, web, known) ? 1 : 0
  return 1 + role + alias + group + eventsOf(web).length
}

const hasGroup = (template: Template, web: WebFunction, known: Known): boolean =>
  isEnabled(effective(template, web, 'DeploymentPreference'), known)

const eventsOf = ({ properties }: WebFunction): unknown[] => {
  const events = own(properties, 'Events')
  return isMap(events) ? Object.values(events) : []
}

/** ServerlessRestApi and ServerlessHttpApi, for events that name no API. */
const implicitApis = (functions: WebFunction[]): number => {
  const events = functions.flatMap(eventsOf)
  const has = (type: string, id: string) =>
    events.some(event => own(event, 'Type') === type && own(own(event, 'Properties'), id) === undefined)
  return (has('Api', 'RestApiId') ? 3 : 0) + (has('HttpApi', 'ApiId') ? 2 : 0)
}
