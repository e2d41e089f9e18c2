import type { APIGatewayEventRequestContext, APIGatewayProxyEvent } from 'aws-lambda'
import { authorizerContext } from './authorizer.ts'
import {
  apiId,
  domainName,
  domainPrefix,
  extendedRequestId,
  type HttpRequest,
  headersOf,
  multiValued,
  requestTime,
} from './http-request.ts'
import { anonymous, type Identity } from './identity.ts'
import { lastValues, multiValues, orNull } from './query.ts'
import { pathParameters, resourceOf } from './route.ts'

type RequestContext = Omit<APIGatewayEventRequestContext, 'authorizer' | 'identity'> & {
  deploymentId: string
  identity: Identity
}
type RestApiEvent = Omit<APIGatewayProxyEvent, 'requestContext'> & { requestContext: RequestContext }

/** The stage of the API that SAM makes for events that name none; `path` is without it, the context's `path` with it. */
const defaultStage = 'Prod'

/**
 * The event of a REST API with Lambda proxy integration; it has no `version`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export const restApiEvent = (request: HttpRequest): RestApiEvent => {
  const { method, path, rawQuery, host, userAgent, route, stage = defaultStage, accountId, requestId, timeMs } = request
  const headers = headersOf(request)
  const resource = resourceOf(route, path)
  return {
    resource,
    path,
    httpMethod: method,
    headers,
    multiValueHeaders: multiValued(headers),
    queryStringParameters: orNull(lastValues(rawQuery)),
    multiValueQueryStringParameters: orNull(multiValues(rawQuery)),
    pathParameters: pathParameters(route, path) ?? null,
    stageVariables: null,
    requestContext: {
      resourceId: 'a1b2c3',
      resourcePath: resource,
      httpMethod: method,
      extendedRequestId: extendedRequestId(requestId),
      requestTime: requestTime(timeMs),
      path: `/${stage}${path}`,
      accountId,
      protocol: 'HTTP/1.1',
      stage,
      domainPrefix: domainPrefix(host),
      requestTimeEpoch: timeMs,
      ...authorizerContext('rest', request.authorizer),
      requestId,
      identity: anonymous(userAgent),
      domainName: domainName(host),
      deploymentId: 'd1e2f3',
      apiId,
    },
    body: null,
    isBase64Encoded: false,
  }
}
