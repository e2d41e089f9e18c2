import { isMap } from '../../schema/json.ts'
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

const internalServerError = 500

/**
 * The rules of an HTTP API in format 1.0, as AWS's own test tool has observed them: no statusCode is an error.
 * https://github.com/aws/aws-lambda-dotnet/tree/master/Tools/LambdaTestTool-v2
 */
export const httpApi1Response = (payload: Buffer): ProxyResponse => {
  const response = parseJson(payload)
  if (!isMap(response))
    return {
      statusCode: internalServerError,
      malformed: 'The function did not return a map; expected one with statusCode.',
    }
  return respond(response, [presenceRule, statusCodeRule, headersRule, bodyRule, encodingRule], internalServerError)
}

const presenceRule: Rule = ({ statusCode }) =>
  statusCode === undefined ? 'The response has no statusCode; an HTTP API requires it in format 1.0.' : undefined
