import { isMap } from '../../schema/json.ts'
import { shown } from '../../schema/sentence.ts'
import { encodingRule, headersProblem, type ProxyResponse, parseJson, type Rule, respond } from './proxy.ts'

const badGateway = 502
const maxBytes = 1_000_000

/**
 * The rules of an Application Load Balancer. An absent key is fine, whatever its documentation says; a key that
 * is null is not. Whether its target group has multi-value headers is not known, so either kind of headers is accepted.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
 * https://github.com/awsdocs/elb-application-load-balancers-user-guide/issues/33
 * https://github.com/aws-powertools/powertools-lambda-python/issues/4671
 */
export const albResponse = (payload: Buffer): ProxyResponse => {
  const malformed = (sentence: string): ProxyResponse => ({ statusCode: badGateway, malformed: sentence })
  if (payload.length > maxBytes)
    return malformed(`The response has ${payload.length} bytes; ALB takes up to ${maxBytes}.`)
  const response = parseJson(payload)
  if (!isMap(response)) return malformed('The function did not return a map; expected one with statusCode.')
  return respond(response, [numberRule, nullRule, encodingRule, textRule, headersRule], badGateway)
}

const numberRule: Rule = ({ statusCode }) =>
  Number.isInteger(statusCode) && Number(statusCode) >= 100 && Number(statusCode) <= 599
    ? undefined
    : `statusCode is ${shown(statusCode)}; ALB expects a number from 100 to 599; the text belongs in statusDescription.`

const nullRule: Rule = response => {
  const key = ['headers', 'multiValueHeaders', 'body', 'statusDescription', 'isBase64Encoded'].find(
    key => response[key] === null,
  )
  return key && `${key} is null; leave it out instead.`
}

const textRule: Rule = response => {
  const key = ['body', 'statusDescription'].find(key => !isTextOrAbsent(response[key]))
  return key && `${key} is ${shown(response[key])}; expected a string.`
}

const isText = (value: unknown) => typeof value === 'string'
const isTextOrAbsent = (value: unknown) => value === undefined || isText(value)
const isListOfTexts = (value: unknown) => Array.isArray(value) && value.every(isText)

const headersRule: Rule = ({ headers, multiValueHeaders }) =>
  headersProblem('headers', headers, isText, 'strings') ??
  headersProblem('multiValueHeaders', multiValueHeaders, isListOfTexts, 'lists of strings')
