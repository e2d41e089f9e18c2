import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server of this process that other processes reach at `url`. */
export type Loopback = { url: string; close(): Promise<void> }

/** Listens on a free port of the loopback address; `close` cuts the connections that are open. */
export const listen = async (server: Server): Promise<Loopback> => {
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
