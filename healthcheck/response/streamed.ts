import { isMap } from '../../schema/json.ts'
import { type ProxyResponse, parseJson, respond, statusCodeRule } from './proxy.ts'

/** Between the prelude and the body. https://docs.aws.amazon.com/lambda/latest/dg/response-streaming.html */
const separator = Buffer.alloc(8)

/** A response that was written to an HttpResponseStream: a JSON prelude, eight NUL bytes, the body. */
export const streamedResponse = (payload: Buffer): ProxyResponse | undefined => {
  const end = payload.indexOf(separator)
  const prelude = parseJson(payload.subarray(0, Math.max(end, 0)))
  if (!isMap(prelude)) return undefined
  const { statusCode } = prelude
  const response = respond({ statusCode }, [statusCodeRule], 502)
  return response.malformed !== undefined ? response : { ...response, body: payload.subarray(end + separator.length) }
}
