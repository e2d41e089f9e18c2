import { isMap } from '../../schema/json.ts'
import { oneOf, shown } from '../../schema/sentence.ts'
import { bodyRule, headersRule, parseJson, type Response, type Rule, respond, statusCodeRule } from './proxy.ts'

const badGateway = 502

/**
 * The rules of a REST API: no statusCode means 200, an unknown key is an error.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export const restApiResponse = (payload: Buffer): Response => {
  const response = parseJson(payload)
  if (!isMap(response))
    return { statusCode: badGateway, malformed: `The function returned ${kind(response)}; expected a map.` }
  return respond(response, [keysRule, statusCodeRule, headersRule, bodyRule], badGateway)
}

const kind = (value: unknown) => {
  if (value === undefined) return 'something that is not JSON'
  return Array.isArray(value) ? 'a list' : shown(value)
}

const allowed = ['isBase64Encoded', 'statusCode', 'headers', 'multiValueHeaders', 'body']

const keysRule: Rule = response => {
  const unknown = Object.keys(response).find(key => !allowed.includes(key))
  return unknown && `The response has the key ${unknown}; a REST API allows only ${oneOf(allowed)}.`
}
