import type { Format } from './probe-plan.ts'
import { albResponse } from './response/alb.ts'
import { httpApi1Response } from './response/http-api-1.ts'
import { httpApi2Response } from './response/http-api-2.ts'
import type { Response } from './response/proxy.ts'
import { restApiResponse } from './response/rest-api.ts'
import { streamedResponse } from './response/streamed.ts'

/** What a visitor would get: the response that the service in front of a function makes of the function's payload. */
export const parseResponse = (format: Format, payload: Uint8Array): Response => {
  const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength)
  return (format !== 'ALB' && streamedResponse(bytes)) || responses[format](bytes)
}

const responses: Record<Format, (payload: Buffer) => Response> = {
  'REST API 1.0': restApiResponse,
  'HTTP API 1.0': httpApi1Response,
  'HTTP API 2.0': httpApi2Response,
  'Function URL 2.0': httpApi2Response,
  ALB: albResponse,
}
