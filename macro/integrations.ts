import { isMap, own } from '../schema/json.ts'
import type { Names } from './names.ts'
import type { Known } from './parameters.ts'
import { refName } from './parameters.ts'
import { apiEvents } from './routes.ts'
import type { Resource, WebFunction } from './template.ts'

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
export const integrationsOf = (resources: Resource[]): Integrations => {
  const apis = resources.flatMap(apiOf)
  const named = new Set(apis.flatMap(({ integrations }) => integrations.flatMap(unqualifiedNames)))
  for (const { resource } of resources) named.delete(permitted(resource) ?? '')
  return { unqualified: named, unreadable: new Set(apis.filter(isUnreadable).map(({ logicalId }) => logicalId)) }
}

/**
 * Whether a definition names the function without an alias. That of a loop, such as `Site${Name}`, may be named as the
 * loop has it, or by a name that only the loop can give.
 */
export const isUnqualified = (logicalId: string, { unqualified }: Integrations, { resources }: Names): boolean => {
  if (unqualified.has(logicalId)) return true
  const [first = '', ...others] = logicalId.split(loopVariable)
  const last = others.at(-1)
  if (last === undefined) return false
  const isOurs = (name: string) => name.startsWith(first) && name.slice(first.length).endsWith(last)
  return [...unqualified].some(name => isOurs(name) && !resources.has(name))
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-foreach.html */
const loopVariable = /[$&]\{\w+\}/

/** Whether an event of the function names an API whose definition cannot be read. */
export const hasUnreadableApi = (web: WebFunction, { unreadable }: Integrations, known: Known): boolean =>
  apiEvents(web.properties.Events, known).some(({ type, properties }) => {
    const id = properties[type === 'Api' ? 'RestApiId' : 'ApiId']
    return unreadable.has(typeof id === 'string' ? id : (refName(id) ?? ''))
  })

/** One API of the template with what its definition integrates, as far as it is readable. */
type Api = { logicalId: string; isOfSam: boolean; properties: unknown; body: unknown; integrations: unknown[] }

const apiOf = ({ logicalId, resource }: Resource): Api[] => {
  const type = own(resource, 'Type')
  const isOfSam = type === 'AWS::Serverless::Api' || type === 'AWS::Serverless::HttpApi'
  if (!isOfSam && type !== 'AWS::ApiGateway::RestApi' && type !== 'AWS::ApiGatewayV2::Api') return []
  const properties = own(resource, 'Properties')
  const body = own(properties, isOfSam ? 'DefinitionBody' : 'Body')
  return [{ logicalId, isOfSam, properties, body, integrations: integrationsIn(body) }]
}

const isUnreadable = ({ isOfSam, properties, body, integrations }: Api): boolean =>
  !isOfSam ||
  own(properties, 'DefinitionUri') !== undefined ||
  own(body, 'Fn::Transform') !== undefined ||
  integrations.some(integration => /\$\{!?stageVariables\./.test(JSON.stringify(integration)))

const integrationsIn = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, entry]) =>
        key.startsWith('x-amazon-apigateway-integration') ? [entry] : integrationsIn(entry),
      )
    : []

const unqualifiedNames = (value: unknown): string[] => {
  if (typeof value === 'string') return Array.from(value.matchAll(substitution), ([, id = '']) => id)
  if (typeof value !== 'object' || value === null) return []
  const named = namedBy(value)
  return named === undefined ? Object.values(value).flatMap(unqualifiedNames) : [named]
}

/** `${Site}` or `${Site.Arn}`, not followed by `:live`; the name may hold a variable of a loop, as `Site${Name}`. */
const substitution = /\$\{((?:\w|[$&]\{\w+\})+)(?:\.Arn)?\}(?!:)/g

/** The logical ID in `!Ref Site`, or in `!GetAtt Site.Arn` as a list or as the string of its short form. */
const namedBy = (value: unknown): string | undefined => {
  const attribute = [own(value, 'Fn::GetAtt')].flat()
  const name = attribute.every(part => typeof part === 'string') ? attribute.join('.') : ''
  const [, logicalId] = name.match(/^(.+)\.Arn$/) ?? []
  return refName(value) ?? logicalId
}

/** The function that a permission of the template's own lets API Gateway invoke without an alias. */
const permitted = (resource: unknown): string | undefined => {
  if (!isMap(resource) || resource.Type !== 'AWS::Lambda::Permission' || resource.Condition !== undefined)
    return undefined
  const { FunctionName: name, Principal: principal } = Object(resource.Properties)
  if (typeof principal !== 'string' || !principal.startsWith('apigateway.')) return undefined
  const [substituted] = unqualifiedNames(own(name, 'Fn::Sub'))
  return namedBy(name) ?? substituted
}
