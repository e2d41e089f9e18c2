import { isMap, type JsonMap } from '../../schema/json.ts'
import { type ProxyResponse, parseJson, respond } from './proxy.ts'

/**
 * What the hook in Go accepted, which functions that were wired to it by hand rely on: any map with a number for its
 * statusCode whose known keys have the right types or are null. Undefined for anything else.
 * https://github.com/glassechidna/codedeployhook/blob/master/pkg/codedeployhook/handler.go
 */
export const handWiredResponse = (payload: Buffer): ProxyResponse | undefined => {
  const response = parseJson(payload)
  return isMap(response) && isAccepted(response) ? respond(response, [], 502) : undefined
}

const isAccepted = (response: JsonMap): boolean =>
  Number.isInteger(response.statusCode) &&
  isNullOr(isText, response.statusDescription) &&
  isNullOr(isText, response.body) &&
  isNullOr(isBoolean, response.isBase64Encoded) &&
  isNullOr(isMapOf(isText), response.headers) &&
  isNullOr(isMapOf(Array.isArray), response.multiValueHeaders)

type Test = (value: unknown) => boolean

const isNullOr = (test: Test, value: unknown): boolean => value === undefined || value === null || test(value)

const isMapOf =
  (test: Test): Test =>
  value =>
    isMap(value) && Object.values(value).every(entry => isNullOr(test, entry))

const isText: Test = value => typeof value === 'string'
const isBoolean: Test = value => typeof value === 'boolean'
