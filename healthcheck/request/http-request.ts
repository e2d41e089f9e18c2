import type { AuthorizerKind, Route } from '../../schema/tags.ts'

/** One request, before it is put into the event format of a service. */
export type HttpRequest = {
  method: string
  /** As a client would send it: percent-encoded, without the query string. */
  path: string
  /** As a client would send it, without the question mark. */
  rawQuery: string
  host: string
  userAgent: string
  /** The route that takes the request, if it is known. */
  route?: Route
  /** The stage of the API, where it is not the default. */
  stage?: string
  /** What has let the request through, where the route needs an authorizer. */
  authorizer?: AuthorizerKind
  accountId: string
  region: string
  /** A UUID. */
  requestId: string
  /** Since the epoch. */
  timeMs: number
}

/** Headers as a regional endpoint adds them to a bare request. None accepts a compressed response. */
export const headersOf = ({ host, userAgent, requestId, timeMs }: HttpRequest): Record<string, string> => ({
  Accept: '*/*',
  Host: host,
  'User-Agent': userAgent,
  'X-Amzn-Trace-Id': `Root=1-${Math.floor(timeMs / 1_000).toString(16)}-${requestId.replaceAll('-', '').slice(0, 24)}`,
  'X-Forwarded-For': sourceIp,
  'X-Forwarded-Port': '443',
  'X-Forwarded-Proto': 'https',
})

/** From the block for documentation, so that no visitor has it. https://www.rfc-editor.org/rfc/rfc5737 */
export const sourceIp = '192.0.2.1'
/** In the form that API Gateway and function URLs use. */
export const apiId = 'a1b2c3d4e5'

export const lowerCased = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

/** The same headers as `multiValueHeaders`. */
export const multiValued = (headers: Record<string, string>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]))

/** `www.example.com` of `www.example.com:8080`. */
export const domainName = (host: string): string => host.replace(/:\d+$/, '')

/** `www` of `www.example.com:8080`. */
export const domainPrefix = (host: string): string => domainName(host).replace(/\..*/, '')

/** `04/Mar/2020:19:15:17 +0000` */
export const requestTime = (timeMs: number): string => {
  const [, day, month, year, time] = new Date(timeMs).toUTCString().match(/^\w+, (\d+) (\w+) (\d+) ([\d:]+) GMT$/) ?? []
  return `${day}/${month}/${year}:${time} +0000`
}

/** The second kind of request ID that API Gateway uses, such as `JKJaXmPLvHcESHA=`. */
export const extendedRequestId = (requestId: string): string =>
  `${Buffer.from(requestId.replaceAll('-', ''), 'hex').toString('base64url').slice(0, 15)}=`
