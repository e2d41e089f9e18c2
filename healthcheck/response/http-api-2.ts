import { isMap } from '../../schema/json.ts'
import { keysOf } from '../keys.ts'
import { bodyRule, encodingRule, headersRule, type ProxyResponse, parseJson, respond, statusCodeRule } from './proxy.ts'

const internalServerError = 500

/**
 * The rules of format 2.0, which HTTP APIs and function URLs share: a value without statusCode is the body of a 200. A
 * null for isBase64Encoded is an error: https://github.com/micronaut-projects/micronaut-aws/issues/1832
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export const httpApi2Response = (payload: Buffer): ProxyResponse => {
  const response = parseJson(payload)
  if (isMap(response) && 'statusCode' in response)
    return respond(response, [statusCodeRule, headersRule, bodyRule, encodingRule], internalServerError)
  if (typeof response === 'string') return { statusCode: 200, body: Buffer.from(response) }
  // meant as a response, with headers that a log must not have
  const isMeant = isMap(response) && ['headers', 'multiValueHeaders', 'cookies'].some(key => key in response)
  return { statusCode: 200, body: payload, ...(isMeant && { summary: keysOf(response) }) }
}
