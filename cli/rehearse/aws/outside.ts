import { createServer } from 'node:http'
import { listen } from '../sandbox/loopback.ts'
import type { Endpoint } from './endpoint.ts'

/** Stands in for AWS. `services`: the services that were called, by the names in their signatures, such as `dynamodb`. */
export type Outside = Endpoint & { services: ReadonlySet<string> }

/** Where the AWS SDK of a rehearsed version calls instead of AWS: every request fails at once. */
export const startOutside = async (): Promise<Outside> => {
  const services = new Set<string>()
  const message =
    'There is no AWS in a rehearsal; to use your own endpoint, set AWS_ENDPOINT_URL in the environment of the function.'
  const server = createServer((request, response) => {
    request.resume()
    services.add(serviceOf(String(request.headers.authorization)))
    response
      .writeHead(400, { 'content-type': 'application/json', 'x-amzn-errortype': 'NoAwsInRehearsal' })
      .end(JSON.stringify({ __type: 'NoAwsInRehearsal', message }))
  })
  return { ...(await listen(server)), services }
}

/** `Credential=REHEARSAL/20260101/eu-west-1/dynamodb/aws4_request` https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html */
const serviceOf = (authorization: string): string => authorization.match(/\/([a-z0-9-]+)\/aws4_request/)?.[1] ?? 'AWS'
