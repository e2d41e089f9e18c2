import { createServer } from 'node:http'
import type { Endpoint } from './aws/endpoint.ts'
import { listen } from './aws/loopback.ts'

/** Where the AWS SDK of a rehearsed function calls instead of AWS: it is told at once that there is none. */
export const startOutside = async (): Promise<Endpoint> => {
  const message =
    'There is no AWS in a rehearsal; set AWS_ENDPOINT_URL in the environment of the function for one of yours.'
  const server = createServer((request, response) => {
    request.resume()
    response
      .writeHead(400, { 'content-type': 'application/json', 'x-amzn-errortype': 'NoAwsInRehearsal' })
      .end(JSON.stringify({ __type: 'NoAwsInRehearsal', message }))
  })
  return listen(server)
}
