// Keeps the names of hosts that a function cannot reach from this machine.

import { subscribe } from 'node:diagnostics_channel'
import { errorMonitor } from 'node:events'
import { appendFileSync } from 'node:fs'

const unreachable = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'])

/** https://nodejs.org/api/diagnostics_channel.html#net */
export const watchNetwork = file =>
  subscribe('net.client.socket', ({ socket }) => {
    // a listener for `error` itself would keep an error that nobody else handles from ending the process
    socket.on(errorMonitor, ({ code, hostname, address }) => {
      if (unreachable.has(code)) appendFileSync(file, `host ${hostname ?? address ?? 'localhost'}\n`)
    })
  })
