import { isMap, own, textOf } from '../../../schema/json.ts'
import type { EndpointResponse } from './endpoint.ts'

/** The payload of a probe as a person would say it: `GET /healthcheck`. */
export const describeRequest = (payload: string): string => {
  const event = parse(payload)
  const http = own(own(event, 'requestContext'), 'http')
  const method = own(event, 'httpMethod') ?? own(http, 'method')
  const path = own(event, 'path') ?? own(event, 'rawPath')
  return typeof method === 'string' && typeof path === 'string' ? `${method} ${path}${query(event)}` : cut(payload)
}

const query = (event: unknown): string => {
  const raw = own(event, 'rawQueryString')
  if (typeof raw === 'string') return raw && `?${raw}`
  const parameters = own(event, 'queryStringParameters')
  const pairs = Object.entries(isMap(parameters) ? parameters : {}).map(([name, value]) => `${name}=${textOf(value)}`)
  return pairs.length > 0 ? `?${pairs.join('&')}` : ''
}

/** What Lambda answered: status code and body of the function's response, or the error. */
export const describeAnswer = (answer: EndpointResponse): string => {
  if (answer === 'destroy') return 'the connection was cut'
  const text = Buffer.from(answer.body).toString('utf8')
  const content = parse(text)
  if (answer.status !== undefined && answer.status !== 200)
    return `${answer.headers?.['x-amzn-errortype'] ?? answer.status}: ${cut(textOf(own(content, 'message') ?? text))}`
  if (answer.headers?.['x-amz-function-error'])
    return describeError(own(content, 'errorType'), own(content, 'errorMessage'))
  const statusCode = own(content, 'statusCode')
  return statusCode === undefined ? cut(text) : `${textOf(statusCode)} ${cut(body(content))}`.trim()
}

/** An error in the form of Lambda's payloads. */
export const describeError = (errorType: unknown, errorMessage: unknown): string =>
  `${textOf(errorType)}: ${cut(textOf(errorMessage).replace(/^RequestId: \S+ Error: /, ''))}`

const body = (response: unknown): string => {
  const text = own(response, 'body') ?? ''
  if (typeof text !== 'string') return JSON.stringify(text)
  return own(response, 'isBase64Encoded') === true ? Buffer.from(text, 'base64').toString('utf8') : text
}

/** One line of at most 100 characters, without what a terminal would act on. */
const cut = (text: string): string => {
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  return line.length > 100 ? `${line.slice(0, 99)}…` : line
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
