import type { ALBEvent } from 'aws-lambda'
import { headersOf, lowerCased, type Probe } from './probe.ts'
import { undecodedValues } from './query.ts'

/**
 * The event of an Application Load Balancer whose target group has single-value headers, which is how target groups are
 * made. Query parameters are handed on as they were sent.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
 */
export const albEvent = (probe: Probe): ALBEvent => ({
  requestContext: {
    elb: {
      targetGroupArn: `arn:aws:elasticloadbalancing:${probe.region}:${probe.accountId}:targetgroup/healthcheck/0123456789abcdef`,
    },
  },
  httpMethod: probe.method,
  path: probe.path,
  queryStringParameters: undecodedValues(probe.rawQuery),
  headers: lowerCased(headersOf(probe)),
  body: '',
  isBase64Encoded: false,
})
