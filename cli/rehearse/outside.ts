import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Endpoint } from '../endpoint.ts'

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
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
