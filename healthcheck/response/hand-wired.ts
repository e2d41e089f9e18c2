import { isMap, type JsonMap } from '../../schema/json.ts'
import { bodyRule, headersProblem, type ProxyResponse, parseJson, type Rule, respond } from './proxy.ts'

/**
 * What the hook in Go accepted, which functions that were wired to it by hand rely on: any map with a number for its
 * statusCode whose known keys have the right types or are null. Undefined for anything else.
 * https://github.com/glassechidna/codedeployhook/blob/master/pkg/codedeployhook/handler.go
 */
export const handWiredResponse = (payload: Buffer): ProxyResponse | undefined => {
  const response = parseJson(payload)
  if (!isMap(response)) return undefined
  const accepted = respond(response, [typesRule, bodyRule, headersRule], 502)
  return accepted.malformed === undefined ? accepted : undefined
}

const typesRule: Rule = ({ statusCode, statusDescription, isBase64Encoded }: JsonMap) =>
  Number.isInteger(statusCode) && isNullOr('string', statusDescription) && isNullOr('boolean', isBase64Encoded)
    ? undefined
    : 'A value has the wrong type.'

const headersRule: Rule = ({ headers, multiValueHeaders }) =>
  headersProblem('headers', headers, value => isNullOr('string', value), 'strings') ??
  headersProblem('multiValueHeaders', multiValueHeaders, value => value === null || Array.isArray(value), 'lists')

const isNullOr = (type: string, value: unknown): boolean =>
  value === undefined || value === null || typeof value === type
