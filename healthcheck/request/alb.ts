import type { ALBEvent } from 'aws-lambda'
import { type HttpRequest, headersOf, lowerCased } from './http-request.ts'
import { undecodedValues } from './query.ts'

/**
 * The event of an Application Load Balancer whose target group has single-value headers, the default. Query parameters
 * are passed on as they were sent.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
 */
export const albEvent = (request: HttpRequest): ALBEvent => ({
  requestContext: {
    elb: {
      targetGroupArn: `arn:aws:elasticloadbalancing:${request.region}:${request.accountId}:targetgroup/healthcheck/0123456789abcdef`,
    },
  },
  httpMethod: request.method,
  path: request.path,
  queryStringParameters: undecodedValues(request.rawQuery),
  headers: lowerCased(headersOf(request)),
  body: '',
  isBase64Encoded: false,
})
