import { dig, isMap, type JsonMap, own, textOf } from '../schema/json.ts'
import { type Reference, referencesIn } from './references.ts'
import type { ApiEvent } from './routes.ts'
import type { Resource } from './template.ts'

/** A route of an API's own definition, as an event of the function that it integrates. */
export type DefinitionRoute = {
  event: ApiEvent
  /** How the definition names the function. */
  reference: Reference
  /** The API, and the property that holds its definition. */
  api: string
}

const apis: Record<string, { type: ApiEvent['type']; id: string; property: string }> = {
  'AWS::Serverless::Api': { type: 'Api', id: 'RestApiId', property: 'DefinitionBody' },
  'AWS::Serverless::HttpApi': { type: 'HttpApi', id: 'ApiId', property: 'DefinitionBody' },
  'AWS::ApiGateway::RestApi': { type: 'Api', id: 'RestApiId', property: 'Body' },
  'AWS::ApiGatewayV2::Api': { type: 'HttpApi', id: 'ApiId', property: 'Body' },
}

/** The routes that the definitions of a template integrate with functions, by the logical IDs of these. */
export const definitionRoutesOf = (resources: readonly Resource[]): ReadonlyMap<string, DefinitionRoute[]> => {
  const routes = new Map<string, DefinitionRoute[]>()
  for (const route of resources.flatMap(routesOfApi)) {
    const { logicalId } = route.reference
    routes.set(logicalId, [...(routes.get(logicalId) ?? []), route])
  }
  return routes
}

const routesOfApi = ({ logicalId, resource }: Resource): DefinitionRoute[] => {
  const api = own(apis, textOf(own(resource, 'Type'))) as (typeof apis)[string] | undefined
  const body = api && dig(resource, 'Properties', api.property)
  if (!api) return []
  return entriesOf(own(body, 'paths')).flatMap(([path, operations]) =>
    entriesOf(operations).flatMap(([method, operation]) => {
      const integration = own(operation, 'x-amazon-apigateway-integration')
      if (!isProxy(integration)) return []
      const event: ApiEvent = {
        type: api.type,
        properties: {
          [api.id]: { Ref: logicalId },
          PayloadFormatVersion: own(integration, 'payloadFormatVersion'),
          Auth: { Authorizer: needsIam(operation) ? 'AWS_IAM' : isSecured(operation, body) ? 'Secured' : 'NONE' },
        },
        ...(path === '/$default' || path === '$default'
          ? { method: 'ANY', path: '$default', shownPath: '$default' }
          : { method: methodOf(method), path, shownPath: path }),
      }
      return referencesIn(own(integration, 'uri'))
        .filter(({ doubtful }) => !doubtful)
        .map(reference => ({ event, reference, api: `${logicalId}.${api.property}` }))
    }),
  )
}

const entriesOf = (value: unknown): [string, unknown][] => (isMap(value) ? Object.entries(value) : [])

const methodOf = (method: string): string =>
  method === 'x-amazon-apigateway-any-method' ? 'ANY' : method.toUpperCase()

/** Any other integration makes an event of its own of the request. */
const isProxy = (integration: unknown): boolean => textOf(own(integration, 'type') ?? '').toLowerCase() === 'aws_proxy'

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-auth.html */
const needsIam = (operation: unknown): boolean =>
  textOf(dig(operation, 'x-amazon-apigateway-auth', 'type') ?? '').toUpperCase() === 'AWS_IAM'

/** https://spec.openapis.org/oas/v3.0.3#operation-object: an empty list takes back what holds for the whole API. */
const isSecured = (operation: unknown, body: unknown): boolean => {
  const security = own(operation, 'security') ?? own(body, 'security')
  return security !== undefined && !(Array.isArray(security) && security.length === 0)
}

/** The security that the definition of an event's API demands for its route. */
export const definitionSecures = (event: ApiEvent, api: JsonMap): boolean => {
  const body = own(api, 'DefinitionBody')
  const method = event.method === 'ANY' ? 'x-amazon-apigateway-any-method' : (event.method ?? '').toLowerCase()
  return isSecured(dig(body, 'paths', event.path ?? '', method), body)
}
