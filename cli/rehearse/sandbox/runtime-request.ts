import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { type LambdaError, maxPayloadBytes, parseError, tooLarge } from './lambda-error.ts'

/** What a runtime posts for an invocation. */
export type Posted = { payload: Buffer } | { error: LambdaError }

/** Not a web page, which a browser lets send to any port of this machine. */
export const isRuntime = ({ headers }: IncomingMessage, server: Server): boolean => {
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return headers.origin === undefined && headers.host === `127.0.0.1:${port}`
}

export const postedOf = (kind: string, request: IncomingMessage, body: Buffer | undefined): Posted => {
  if (kind === 'error') return { error: errorOf(request, body) }
  if (!body) return { error: tooLarge() }
  // of a streamed response, which may fail after it has begun
  const { 'lambda-runtime-function-error-type': type, 'lambda-runtime-function-error-body': encoded = '' } =
    request.trailers
  return type === undefined
    ? { payload: body }
    : { error: parseError(Buffer.from(encoded, 'base64').toString('utf8'), type) }
}

export const errorOf = ({ headers }: IncomingMessage, body: Buffer | undefined): LambdaError =>
  parseError(body?.toString('utf8') ?? '', String(headers['lambda-runtime-function-error-type'] ?? 'Runtime.Unknown'))

/** Undefined for more than Lambda takes. */
export const read = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    bytes += chunk.length
    if (bytes <= maxPayloadBytes) chunks.push(chunk)
  }
  return bytes > maxPayloadBytes ? undefined : Buffer.concat(chunks)
}

export const accept = (response: ServerResponse): void =>
  void response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"OK"}')

export const refuse = (response: ServerResponse, status: number, errorType: string): void =>
  void response
    .writeHead(status, { 'content-type': 'application/json' })
    .end(JSON.stringify({ errorType, errorMessage: errorType }))
