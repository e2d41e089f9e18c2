import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { authorizerContext } from './authorizer.ts'
import {
  apiId,
  domainName,
  domainPrefix,
  extendedRequestId,
  type HttpRequest,
  headersOf,
  lowerCased,
  requestTime,
  sourceIp,
} from './http-request.ts'
import { joinedValues } from './query.ts'
import { decoded, pathParameters, routeKeyOf } from './route.ts'
import { defaultStage, pathInStage } from './stage.ts'

/**
 * The event of an HTTP API in format 2.0. It has no empty keys.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export const httpApi2Event = (request: HttpRequest): APIGatewayProxyEventV2 => {
  const { method, host, rawQuery, userAgent, route, stage = defaultStage, accountId, requestId, timeMs } = request
  const path = decoded(request.path)
  const rawPath = pathInStage(stage, path)
  const routeKey = routeKeyOf(route, method, path)
  const parameters = pathParameters(route, path)
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString: rawQuery,
    headers: { ...lowerCased(headersOf(request)), 'content-length': '0' },
    ...(rawQuery && { queryStringParameters: joinedValues(rawQuery) }),
    requestContext: {
      accountId,
      apiId,
      ...authorizerContext('http2', request.authorizer),
      domainName: domainName(host),
      domainPrefix: domainPrefix(host),
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp, userAgent },
      requestId: extendedRequestId(requestId),
      routeKey,
      stage,
      time: requestTime(timeMs),
      timeEpoch: timeMs,
    },
    ...(parameters && { pathParameters: parameters }),
    isBase64Encoded: false,
  }
}

/**
 * The event of a function URL: format 2.0 without routes, with an anonymous caller and the path as it was sent.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 */
export const functionUrlEvent = (request: HttpRequest): APIGatewayProxyEventV2 => {
  const { route: _, stage: __, ...bare } = request
  const event = httpApi2Event({ ...bare, route: { method: 'ANY', path: '$default' }, accountId: 'anonymous' })
  const { requestContext } = event
  return {
    ...event,
    rawPath: request.path,
    requestContext: {
      ...requestContext,
      http: { ...requestContext.http, path: request.path },
      requestId: request.requestId,
    },
  }
}
