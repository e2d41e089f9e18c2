import type { EndpointResponse } from './endpoint.ts'
import type { Version } from './lambda.ts'

/** A version that another Lambda endpoint runs, such as `sam local start-lambda`, which knows it by its logical ID. */
export const createRemoteVersion = (endpointUrl: string, logicalId: string): Version => ({
  async invoke(payload, closed): Promise<EndpointResponse> {
    const url = new URL(`/2015-03-31/functions/${encodeURIComponent(logicalId)}/invocations`, endpointUrl)
    try {
      const response = await fetch(url, {
        method: 'POST',
        body: payload,
        headers: { 'content-type': 'application/json', 'x-amz-log-type': 'Tail' },
        signal: closed,
      })
      const headers = [...response.headers].filter(([name]) => name.startsWith('x-amz'))
      const body = new Uint8Array(await response.arrayBuffer())
      return { status: response.status, headers: Object.fromEntries(headers), body }
    } catch {
      return 'destroy'
    }
  },
  stop() {},
  rest() {},
  lacks: () => [],
})

/** Whether anything listens there: an endpoint that is not running does not prove anything about a release. */
export const isListening = async (endpointUrl: string): Promise<boolean> => {
  try {
    await fetch(endpointUrl, { signal: AbortSignal.timeout(5_000) })
    return true
  } catch {
    return false
  }
}
