import type { Format } from './probe-plan.ts'
import { albResponse } from './response/alb.ts'
import { handWiredResponse } from './response/hand-wired.ts'
import { httpApi1Response } from './response/http-api-1.ts'
import { httpApi2Response } from './response/http-api-2.ts'
import type { ProxyResponse } from './response/proxy.ts'
import { restApiResponse } from './response/rest-api.ts'
import { streamedResponse } from './response/streamed.ts'

/**
 * What a visitor would get: the response that the service in front of a function makes of the function's payload. What
 * is in front of a function that was wired by hand is not known, so what the hook in Go accepted is accepted too.
 */
export const parseResponse = (format: Format, payload: Uint8Array, handWired = false): ProxyResponse => {
  const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength)
  const response = (format !== 'ALB' && streamedResponse(bytes)) || responses[format](bytes)
  return (handWired && response.malformed !== undefined && handWiredResponse(bytes)) || response
}

const responses: Record<Format, (payload: Buffer) => ProxyResponse> = {
  'REST API 1.0': restApiResponse,
  'HTTP API 1.0': httpApi1Response,
  'HTTP API 2.0': httpApi2Response,
  'Function URL 2.0': httpApi2Response,
  ALB: albResponse,
}
