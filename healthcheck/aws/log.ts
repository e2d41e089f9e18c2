import { createLogger } from '../shims/powertools.cjs'
import type { Log } from '../world.ts'
import { once } from './once.ts'

/** A log of JSON records. */
export const createLog = (): Log => {
  const logger = once(() => createLogger({ serviceName: 'codedeployhook' }))
  return {
    info: (message, details = {}) => logger().info(message, details),
    warn: (message, details = {}) => logger().warn(message, details),
    error: (message, details = {}) => logger().error(message, details),
  }
}
