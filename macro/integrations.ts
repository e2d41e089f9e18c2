import { dig, isMap, type JsonMap, own } from '../schema/json.ts'
import type { Known } from './parameters.ts'
import { refName } from './parameters.ts'
import { apiEvents } from './routes.ts'
import { resourcesOf, type WebFunction } from './template.ts'

/** What the API definitions of a template say of the functions that they integrate. */
export type Integrations = {
  /** Functions that a definition names without an alias, and that API Gateway may invoke by SAM's permission alone. */
  unqualified: ReadonlySet<string>
  /** APIs of which nobody can say before deployment what they integrate: the definition is elsewhere, or a variable. */
  unreadable: ReadonlySet<string>
}

/**
 * Once a function has an alias, SAM gives API Gateway permission on the alias only: every request of an API whose
 * definition names the function without it fails.
 */
export const integrationsOf = (resources: JsonMap): Integrations => {
  const all = resourcesOf(resources)
  const named = new Set(all.flatMap(({ resource }) => namedIn(bodyOf(resource))))
  for (const { resource } of all) named.delete(permitted(resource) ?? '')
  const unreadable = all.filter(({ resource }) => isUnreadable(resource)).map(({ logicalId }) => logicalId)
  return { unqualified: named, unreadable: new Set(unreadable) }
}

/** Whether an event of the function names an API whose definition cannot be read. */
export const hasUnreadableApi = (web: WebFunction, { unreadable }: Integrations, known: Known): boolean =>
  apiEvents(web.properties.Events, known).some(({ type, properties }) => {
    const id = properties[type === 'Api' ? 'RestApiId' : 'ApiId']
    return unreadable.has(typeof id === 'string' ? id : (refName(id) ?? ''))
  })

const bodyOf = (resource: unknown): unknown =>
  dig(resource, 'Properties', apiTypes.get(String(own(resource, 'Type'))) ?? '')

const apiTypes = new Map([
  ['AWS::Serverless::Api', 'DefinitionBody'],
  ['AWS::Serverless::HttpApi', 'DefinitionBody'],
  ['AWS::ApiGateway::RestApi', 'Body'],
  ['AWS::ApiGatewayV2::Api', 'Body'],
])

const isUnreadable = (resource: unknown): boolean => {
  const type = String(own(resource, 'Type'))
  if (!apiTypes.has(type)) return false
  if (!type.startsWith('AWS::Serverless')) return true
  const body = bodyOf(resource)
  return (
    dig(resource, 'Properties', 'DefinitionUri') !== undefined ||
    own(body, 'Fn::Transform') !== undefined ||
    integrationsIn(body).some(integration => /\$\{!?stageVariables\./.test(JSON.stringify(integration)))
  )
}

/** The logical IDs of what an OpenAPI document's integrations name, but for an alias or version. */
const namedIn = (body: unknown): string[] => integrationsIn(body).flatMap(unqualifiedNames)

const integrationsIn = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, entry]) =>
        key.startsWith('x-amazon-apigateway-integration') ? [entry] : integrationsIn(entry),
      )
    : []

const unqualifiedNames = (value: unknown): string[] => {
  if (typeof value === 'string') return [...value.matchAll(substitution)].map(([, id]) => String(id))
  if (typeof value !== 'object' || value === null) return []
  const named = namedBy(value)
  return named === undefined ? Object.values(value).flatMap(unqualifiedNames) : [named]
}

/** `${Site}` or `${Site.Arn}`, not followed by `:live`; the name may hold a variable of a loop, as `Site${Name}`. */
const substitution = /\$\{((?:\w|\$\{\w+\})+)(?:\.Arn)?\}(?!:)/g

/** The logical ID in `!Ref Site`, or in `!GetAtt Site.Arn` as a list or as the string of its short form. */
const namedBy = (value: unknown): string | undefined => {
  const attribute = own(value, 'Fn::GetAtt')
  const [, logicalId] =
    [attribute]
      .flat()
      .join('.')
      .match(/^(.+)\.Arn$/) ?? []
  return refName(value) ?? logicalId
}

/** The function that a permission of the template's own lets API Gateway invoke without an alias. */
const permitted = (resource: unknown): string | undefined => {
  if (!isMap(resource) || resource.Type !== 'AWS::Lambda::Permission' || resource.Condition !== undefined)
    return undefined
  const { FunctionName: name, Principal: principal } = Object(resource.Properties)
  if (!/^apigateway\./.test(String(principal))) return undefined
  const [substituted] = unqualifiedNames(own(name, 'Fn::Sub'))
  return namedBy(name) ?? substituted
}
