import { isMap, type JsonMap, own } from '../schema/json.ts'
import type { Known } from './known.ts'
import { unrolled } from './loops.ts'
import { functionNamesIn, logicalIdOf, nameOf, referencesIn } from './references.ts'
import { apiEvents } from './routes.ts'
import { shownText } from './shown.ts'
import type { Resource, WebFunction } from './template.ts'

/** Which functions the API definitions of a template integrate. Logical IDs are those of the stack. */
export type Integrations = {
  /** Functions that a definition names without an alias, and that API Gateway may invoke by SAM's permission alone. */
  unqualified: ReadonlySet<string>
  /** The same by `FunctionName`. */
  unqualifiedNames: ReadonlySet<string>
  /** APIs whose integrations cannot be resolved before deployment: the definition is in a file, or has a variable. */
  unreadable: ReadonlySet<string>
  /** A text of a resource as the stack will have it. */
  inStack(text: string, path: string[]): string[]
  /** The same without the values of parameters. */
  shownInStack(text: string, path: string[]): string[]
}

/**
 * Once a function has an alias, SAM gives API Gateway permission on the alias only: every request of an API whose
 * definition names the function without it fails.
 */
export const integrationsOf = (resources: Resource[], all: JsonMap, known: Known): Integrations => {
  const inStack = (text: string, path: string[]) => unrolled(text, path, all, known)
  const shownInStack = (text: string, path: string[]) => unrolled(text, path, all, { ...known, parameters: {} })
  const apis = resources.flatMap(apiOf)
  const named = (names: (value: unknown) => string[]) =>
    new Set(apis.flatMap(({ path, integrations }) => integrations.flatMap(names).flatMap(name => inStack(name, path))))
  const unqualified = named(unqualifiedIds)
  const unqualifiedNames = named(value => functionNamesIn(value, known))
  for (const { path, resource } of resources) {
    const functionName = permitted(resource)
    if (functionName === undefined) continue
    for (const id of unqualifiedIds(functionName)) for (const name of inStack(id, path)) unqualified.delete(name)
    for (const name of inStack(nameOf(functionName, known), path)) unqualifiedNames.delete(name)
  }
  const unreadable = apis.filter(isUnreadable).flatMap(({ logicalId, path }) => inStack(logicalId, path))
  return { unqualified, unqualifiedNames, unreadable: new Set(unreadable), inStack, shownInStack }
}

const unqualifiedIds = (value: unknown): string[] =>
  referencesIn(value).flatMap(({ logicalId, qualified }) => (qualified ? [] : [logicalId]))

/** By what a definition names the function without an alias, where one does: `${Site.Arn}`, or `function:site`. */
export const unqualifiedNameOf = (web: WebFunction, integrations: Integrations, known: Known): string | undefined => {
  const { unqualified, unqualifiedNames, inStack, shownInStack } = integrations
  const ids = inStack(web.logicalId, web.path)
  const index = ids.findIndex(id => unqualified.has(id))
  if (index >= 0) {
    const shown = shownInStack(web.logicalId, web.path)
    return `\${${shown.length === ids.length ? shown[index] : web.logicalId}.Arn}`
  }
  const { FunctionName: functionName } = web.properties
  const isNamed = inStack(nameOf(functionName, known), web.path).some(name => unqualifiedNames.has(name))
  return isNamed ? `function:${shownText(functionName, { ...known, pseudo: {} })}` : undefined
}

/** Whether an event of the function names an API whose definition cannot be read. */
export const hasUnreadableApi = (web: WebFunction, { unreadable, inStack }: Integrations, known: Known): boolean =>
  apiEvents(web.properties.Events, known).some(({ type, properties }) => {
    const id = properties[type === 'Api' ? 'RestApiId' : 'ApiId']
    const name = typeof id === 'string' ? id : logicalIdOf(own(id, 'Ref'))
    return name !== undefined && inStack(name, web.path).some(id => unreadable.has(id))
  })

/** One API of the template with what its definition integrates, as far as it is readable. */
type Api = Omit<Resource, 'resource'> & {
  isOfSam: boolean
  properties: unknown
  body: unknown
  integrations: unknown[]
}

const apiOf = ({ logicalId, path, resource }: Resource): Api[] => {
  const type = own(resource, 'Type')
  const isOfSam = type === 'AWS::Serverless::Api' || type === 'AWS::Serverless::HttpApi'
  if (!isOfSam && type !== 'AWS::ApiGateway::RestApi' && type !== 'AWS::ApiGatewayV2::Api') return []
  const properties = own(resource, 'Properties')
  const body = own(properties, isOfSam ? 'DefinitionBody' : 'Body')
  return [{ logicalId, path, isOfSam, properties, body, integrations: integrationsIn(body) }]
}

const isUnreadable = ({ isOfSam, properties, integrations }: Api): boolean =>
  !isOfSam ||
  own(properties, 'DefinitionUri') !== undefined ||
  integrations.some(integration => /\$\{!?stageVariables\./.test(JSON.stringify(integration)))

const integrationsIn = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, entry]) =>
        key.startsWith('x-amazon-apigateway-integration') ? [entry] : integrationsIn(entry),
      )
    : []

/** What a permission of the template's own lets API Gateway invoke. */
const permitted = (resource: unknown): unknown => {
  if (!isMap(resource) || resource.Type !== 'AWS::Lambda::Permission' || resource.Condition !== undefined)
    return undefined
  const principal = own(resource.Properties, 'Principal')
  return typeof principal === 'string' && principal.startsWith('apigateway.')
    ? own(resource.Properties, 'FunctionName')
    : undefined
}
