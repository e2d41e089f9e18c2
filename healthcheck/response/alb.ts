import { isMap } from '../../schema/json.ts'
import { shown } from '../../schema/sentence.ts'
import { bodyRule, headersRule, parseJson, type Response, type Rule, respond } from './proxy.ts'

const badGateway = 502
const maxBytes = 1_000_000

/**
 * The rules of an Application Load Balancer: three keys are required.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
 */
export const albResponse = (payload: Buffer): Response => {
  const malformed = (sentence: string): Response => ({ statusCode: badGateway, malformed: sentence })
  if (payload.length > maxBytes)
    return malformed(`The response has ${payload.length} bytes; ALB takes up to ${maxBytes}.`)
  const response = parseJson(payload)
  if (!isMap(response))
    return malformed('The function did not return a map; expected statusCode, headers and isBase64Encoded.')
  return respond(response, [numberRule, encodingRule, presenceRule, headersRule, bodyRule], badGateway)
}

const numberRule: Rule = ({ statusCode }) =>
  Number.isInteger(statusCode) && Number(statusCode) >= 100 && Number(statusCode) <= 599
    ? undefined
    : `statusCode is ${shown(statusCode)}; ALB expects a number from 100 to 599; the text belongs in statusDescription.`

const encodingRule: Rule = ({ isBase64Encoded }) =>
  typeof isBase64Encoded === 'boolean'
    ? undefined
    : `isBase64Encoded is ${shown(isBase64Encoded)}; ALB expects true or false.`

const presenceRule: Rule = ({ headers, multiValueHeaders }) =>
  isMap(headers) || isMap(multiValueHeaders) ? undefined : 'The response has no headers; ALB expects a map of them.'
