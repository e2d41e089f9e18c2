import { dig, type JsonMap } from '../schema/json.ts'
import { isNoValue, refName } from './intrinsics.ts'
import type { ApiEvent } from './routes.ts'
import { isIntrinsic } from './template.ts'

/**
 * Whether API Gateway calls an authorizer before it passes a request of this event to the function: the event's own
 * `Auth`, else the default authorizer of its API or of Globals. What cannot be known before deployment counts as one.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-apifunctionauth.html
 */
export const needsAuthorizer = (event: ApiEvent, template: JsonMap): boolean => {
  const authorizer = dig(event.properties, 'Auth', 'Authorizer')
  if (!isAbsent(authorizer)) return authorizer !== 'NONE'
  return [dig(apiOf(event, template), 'Properties'), dig(template, 'Globals', event.type)].some(hasDefaultAuthorizer)
}

/** The resource behind an event's `RestApiId` or `ApiId`, where it is one of the template's. */
export const apiOf = (event: ApiEvent, template: JsonMap): unknown => {
  const id = event.properties[event.type === 'Api' ? 'RestApiId' : 'ApiId']
  const name = typeof id === 'string' ? id : refName(id)
  return name === undefined ? undefined : dig(template, 'Resources', name)
}

const hasDefaultAuthorizer = (api: unknown): boolean => {
  const auth = dig(api, 'Auth')
  const authorizer = dig(auth, 'DefaultAuthorizer')
  return isIntrinsic(auth) ? !isAbsent(auth) : !isAbsent(authorizer) && authorizer !== 'NONE'
}

const isAbsent = (value: unknown): boolean => value === undefined || value === null || isNoValue(value)
