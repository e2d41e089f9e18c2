import { isMap } from '../../schema/json.ts'
import { oneOf, shown } from '../../schema/sentence.ts'
import {
  bodyRule,
  encodingRule,
  headersRule,
  type ProxyResponse,
  parseJson,
  type Rule,
  respond,
  statusCodeRule,
} from './proxy.ts'

const badGateway = 502

/**
 * The rules of a REST API: no statusCode means 200, an unknown key is an error.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export const restApiResponse = (payload: Buffer): ProxyResponse => {
  const response = parseJson(payload)
  if (!isMap(response))
    return { statusCode: badGateway, malformed: `The function returned ${kind(response)}; expected a map.` }
  // base64Encoded is not documented, and accepted; null means absent, unlike in an HTTP API
  // https://github.com/aws/aws-sam-cli/blob/develop/samcli/local/apigw/local_apigw_service.py
  const { base64Encoded, ...documented } = response
  const isBase64Encoded = base64Encoded ?? documented.isBase64Encoded ?? undefined
  const rules = [keysRule, statusCodeRule, headersRule, bodyRule, encodingRule]
  return respond({ ...documented, isBase64Encoded }, rules, badGateway)
}

const kind = (value: unknown) => {
  if (value === undefined) return 'something that is not JSON'
  return Array.isArray(value) ? 'a list' : shown(value)
}

const allowed = ['isBase64Encoded', 'statusCode', 'headers', 'multiValueHeaders', 'body']

const keysRule: Rule = response => {
  const unknown = Object.keys(response).find(key => !allowed.includes(key))
  return unknown === undefined
    ? undefined
    : `The response has the key ${shown(unknown)}; a REST API allows only ${oneOf(allowed)}.`
}
