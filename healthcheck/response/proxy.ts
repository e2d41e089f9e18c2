import { isMap, isScalar, type JsonMap } from '../../schema/json.ts'
import { shown } from '../../schema/sentence.ts'

/**
 * A response, or what is wrong with it and the status code that visitors get instead. `summary` is for the log, where the
 * body itself must not be there.
 */
export type ProxyResponse =
  | { statusCode: number; body: Buffer; summary?: string; malformed?: never }
  | { statusCode: number; malformed: string }

export const parseJson = (payload: Buffer): unknown => {
  try {
    return JSON.parse(payload.toString('utf8'))
  } catch {
    return undefined
  }
}

/** Finds what is wrong with a part of a response, in a sentence. */
export type Rule = (response: JsonMap) => string | undefined

/** A map that keeps all rules becomes a response; `insteadOf` is the status code that visitors get otherwise. */
export const respond = (response: JsonMap, rules: Rule[], insteadOf: number): ProxyResponse => {
  for (const rule of rules) {
    const malformed = rule(response)
    if (malformed) return { statusCode: insteadOf, malformed }
  }
  const { statusCode = 200, body, isBase64Encoded } = response
  const encoding = String(isBase64Encoded).toLowerCase() === 'true' ? 'base64' : undefined
  return { statusCode: Number(statusCode), body: Buffer.from(String(body ?? ''), encoding) }
}

/** A whole number that HTTP knows, as a number or a string of digits. */
export const statusCodeRule: Rule = ({ statusCode }) =>
  statusCode === undefined || (isScalar(statusCode) && /^[1-5]\d\d$/.test(String(statusCode)))
    ? undefined
    : `statusCode is ${shown(statusCode)}; expected a number from 100 to 599.`

export const bodyRule: Rule = ({ body }) =>
  body === undefined || body === null || typeof body === 'string'
    ? undefined
    : `body is ${shown(body)}; expected a string.`

/** A boolean, or one in words. A key that is not there is fine. */
export const encodingRule: Rule = ({ isBase64Encoded: value }) =>
  value === undefined || typeof value === 'boolean' || (typeof value === 'string' && /^(true|false)$/i.test(value))
    ? undefined
    : `isBase64Encoded is ${shown(value)}; expected true or false.`

export const headersRule: Rule = ({ headers, multiValueHeaders }) =>
  headersProblem('headers', headers, isScalar, 'strings') ??
  headersProblem('multiValueHeaders', multiValueHeaders, Array.isArray, 'lists')

/** What is wrong with a map of headers. Their values may be secret: the sentence names the header only. */
export const headersProblem = (
  key: string,
  headers: unknown,
  isValue: (value: unknown) => boolean,
  expected: string,
): string | undefined => {
  if (headers === undefined || headers === null) return undefined
  if (!isMap(headers)) return `${key} is not a map; expected a map of ${expected}.`
  const [wrong] = Object.keys(headers).filter(name => !isValue(headers[name]))
  return wrong === undefined
    ? undefined
    : `${key} has a value of the wrong type for ${shown(wrong)}; expected ${expected}.`
}
