import type { Format, ProbePlan } from './probe-plan.ts'
import { albResponse } from './response/alb.ts'
import { handWiredResponse } from './response/hand-wired.ts'
import { httpApi1Response } from './response/http-api-1.ts'
import { httpApi2Response } from './response/http-api-2.ts'
import type { ProxyResponse } from './response/proxy.ts'
import { restApiResponse } from './response/rest-api.ts'
import { streamedResponse } from './response/streamed.ts'

/** What a visitor would get: the response that the service in front of a function makes of the function's payload. */
export const parseResponse = (
  { format, handWired, streams }: Pick<ProbePlan, 'format' | 'handWired' | 'streams'>,
  payload: Uint8Array,
): ProxyResponse => {
  const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength)
  const streamed = format === 'ALB' ? undefined : streamedResponse(bytes)
  // what is in front of it is not known: what it may be, and what the hook in Go accepted
  if (handWired) {
    const response = streamed ?? responses[format](bytes)
    return (response.malformed !== undefined && handWiredResponse(bytes)) || response
  }
  if (format !== 'REST API 1.0') return streamed ?? responses[format](bytes)
  if (streams) return streamed ?? noPrelude
  return streamed ? unexpectedPrelude : restApiResponse(bytes)
}

// a REST API is told whether to expect a stream
// https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html
const noPrelude: ProxyResponse = {
  statusCode: 502,
  malformed:
    'The response does not begin with metadata and eight NUL bytes; a REST API with ResponseTransferMode: RESPONSE_STREAM requires them.',
}
const unexpectedPrelude: ProxyResponse = {
  statusCode: 502,
  malformed: 'The response is streamed; a REST API expects that with ResponseTransferMode: RESPONSE_STREAM only.',
}

const responses: Record<Format, (payload: Buffer) => ProxyResponse> = {
  'REST API 1.0': restApiResponse,
  'HTTP API 1.0': httpApi1Response,
  'HTTP API 2.0': httpApi2Response,
  'Function URL 2.0': httpApi2Response,
  ALB: albResponse,
}
