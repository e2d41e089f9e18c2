// Keeps the names of ports that are taken and of hosts that a function cannot reach from this machine, and of those of AWS, which an older AWS SDK
// calls whatever AWS_ENDPOINT_URL is.

import { errorMonitor } from 'node:events'
import { appendFileSync } from 'node:fs'
import { Server, Socket } from 'node:net'

const unreachable = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'])
const isAws = host => /\.amazonaws\.com(\.cn)?$/.test(host)

export const watchNetwork = file => {
  const { listen } = Server.prototype
  Server.prototype.listen = function (...args) {
    this.on(errorMonitor, ({ code, port }) => {
      if (code === 'EADDRINUSE') appendFileSync(file, `port ${port}\n`)
    })
    return listen.apply(this, args)
  }
  const { connect } = Socket.prototype
  Socket.prototype.connect = function (...args) {
    this.on('lookup', (_error, _address, _family, host) => {
      if (isAws(host)) appendFileSync(file, `aws ${host}\n`)
    })
    // a listener for `error` would keep an unhandled error from ending the process
    this.on(errorMonitor, ({ code, hostname, address }) => {
      if (unreachable.has(code)) appendFileSync(file, `host ${hostname ?? address ?? 'localhost'}\n`)
    })
    return connect.apply(this, args)
  }
}
