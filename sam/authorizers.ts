import { dig, isMap, type JsonMap, own } from '../schema/json.ts'
import type { AuthorizerKind } from '../schema/tags.ts'
import { definitionSecures } from './definition-routes.ts'
import { isNoValue, refName } from './intrinsics.ts'
import type { ApiEvent } from './routes.ts'
import { isIntrinsic } from './template.ts'

/**
 * What API Gateway calls before it passes a request of this event to the function: the event's own `Auth`, else the
 * default authorizer of its API or of Globals. Undefined where there is none; what cannot be resolved before deployment
 * counts as the usual one of such an API.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-apifunctionauth.html
 */
export const authorizerOf = (event: ApiEvent, template: JsonMap): AuthorizerKind | undefined => {
  const apis = [dig(apiOf(event, template), 'Properties'), dig(template, 'Globals', event.type)]
  const authorizer = dig(event.properties, 'Auth', 'Authorizer')
  if (!isAbsent(authorizer)) return authorizer === 'NONE' ? undefined : kindOf(authorizer, apis, event)
  const [api] = apis
  if (isMap(api) && definitionSecures(event, api)) return kindOf('', apis, event)
  const defaults = apis.flatMap(defaultAuthorizer)
  return defaults.length > 0 ? kindOf(defaults[0], apis, event) : undefined
}

/** The resource behind an event's `RestApiId` or `ApiId`, where it is one of the template's. */
export const apiOf = (event: ApiEvent, template: JsonMap): unknown => {
  const id = event.properties[event.type === 'Api' ? 'RestApiId' : 'ApiId']
  const name = typeof id === 'string' ? id : refName(id)
  return name === undefined ? undefined : dig(template, 'Resources', name)
}

const defaultAuthorizer = (api: unknown): unknown[] => {
  const auth = dig(api, 'Auth')
  if (isIntrinsic(auth)) return isAbsent(auth) ? [] : [auth]
  const authorizer = dig(auth, 'DefaultAuthorizer')
  return isAbsent(authorizer) || authorizer === 'NONE' ? [] : [authorizer]
}

const kindOf = (authorizer: unknown, apis: unknown[], { type }: ApiEvent): AuthorizerKind => {
  if (authorizer === 'AWS_IAM') return 'IAM'
  const usual = type === 'Api' ? 'Cognito' : 'JWT'
  if (typeof authorizer !== 'string') return usual
  const definition = apis.map(api => own(dig(api, 'Auth', 'Authorizers'), authorizer)).find(isMap)
  return definition && own(definition, 'FunctionArn') !== undefined ? 'Lambda' : usual
}

const isAbsent = (value: unknown): boolean => value === undefined || value === null || isNoValue(value)
