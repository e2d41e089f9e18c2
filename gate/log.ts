import { bestEffort } from '../healthcheck/best-effort.ts'
import type { Context } from '../healthcheck/explain.ts'
import type { Bypass } from './bypass.ts'
import type { GateRequest } from './event.ts'
import type { ResponseWorld } from './world.ts'

type LogWorld = Pick<ResponseWorld, 'log'>

/** What identifies the request in each record of the log. */
export const contextOf = ({ stackId, requestId, logicalResourceId }: GateRequest): Context => ({
  stackId,
  requestId,
  logicalResourceId,
})

export const logBypass = ({ log }: LogWorld, request: GateRequest, { code, text }: Bypass): void =>
  bestEffort(() => log.info(`Not probed: ${text}`, { ...contextOf(request), bypass: code }))

/** The event is not a request that the gate can answer. */
export const logUnanswerable = ({ log }: LogWorld, problems: string[]): void =>
  bestEffort(() => log.error(`The event was not answered. ${problems.join(' ')}`))
