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
import { decoded, pathParameters, resourceOf, routeKeyOf } from './route.ts'
import { defaultStage, pathInStage } from './stage.ts'

type RequestContext = Omit<APIGatewayEventRequestContext, 'authorizer' | 'identity'> & { identity: Identity }
type HttpApi1Event = Omit<APIGatewayProxyEvent, 'requestContext'> & { version: '1.0'; requestContext: RequestContext }

/**
 * The event of an HTTP API in format 1.0.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export const httpApi1Event = (request: HttpRequest): HttpApi1Event => {
  const { method, rawQuery, host, userAgent, route, stage = defaultStage, accountId, requestId, timeMs } = request
  const path = decoded(request.path)
  const stagePath = pathInStage(stage, path)
  const headers = { 'Content-Length': '0', ...headersOf(request) }
  const resource = resourceOf(route, path)
  return {
    version: '1.0',
    resource,
    path: stagePath,
    httpMethod: method,
    headers,
    multiValueHeaders: multiValued(headers),
    queryStringParameters: orNull(lastValues(rawQuery)),
    multiValueQueryStringParameters: orNull(multiValues(rawQuery)),
    requestContext: {
      accountId,
      ...authorizerContext('http1', request.authorizer),
      apiId,
      domainName: domainName(host),
      domainPrefix: domainPrefix(host),
      extendedRequestId: extendedRequestId(requestId),
      httpMethod: method,
      identity: anonymous(userAgent),
      path: stagePath,
      protocol: 'HTTP/1.1',
      requestId: extendedRequestId(requestId),
      requestTime: requestTime(timeMs),
      requestTimeEpoch: timeMs,
      resourceId: routeKeyOf(route, method, path),
      resourcePath: resource,
      stage,
    },
    pathParameters: pathParameters(route, path) ?? null,
    stageVariables: null,
    body: null,
    isBase64Encoded: false,
  }
}
