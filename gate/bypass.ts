import type { Deadline } from '../healthcheck/deadline.ts'
import type { GateRequest } from './event.ts'
import { readStackStatus } from './stack-status.ts'
import type { ResponseWorld } from './world.ts'

/** Why a request is granted without a probe. */
export type Bypass = { code: 'Delete' | 'SameVersion' | 'OlderVersion' | 'StackRollback'; text: string }

/** The rules that need only the request: nothing is deleted, and a rollback is never blocked. */
const bypassByRequest = ({ requestType, version, oldVersion }: GateRequest): Bypass | undefined => {
  if (requestType === 'Delete') return { code: 'Delete', text: 'There is nothing to delete.' }
  if (requestType !== 'Update' || !version || version.functionName !== oldVersion?.functionName) return undefined
  if (version.version === oldVersion.version)
    return { code: 'SameVersion', text: `Version ${version.version} has been here before this update.` }
  if (version.version < oldVersion.version)
    return {
      code: 'OlderVersion',
      text: `Version ${version.version} is older than ${oldVersion.version}, and a rollback is never blocked.`,
    }
  return undefined
}

/** The versions of two functions cannot be compared, so only the stack's status tells whether this is a rollback. */
export const bypassOf = async (
  world: ResponseWorld,
  request: GateRequest,
  deadline: Deadline,
): Promise<Bypass | undefined> => {
  const { requestType, version, oldVersion } = request
  const bypass = bypassByRequest(request)
  if (bypass || requestType !== 'Update' || !version || version.functionName === oldVersion?.functionName) return bypass
  const status = await readStackStatus(world, request, deadline)
  return status?.includes('ROLLBACK')
    ? { code: 'StackRollback', text: `The stack is in ${status}, and a rollback is never blocked.` }
    : undefined
}
