import type { Deployable } from '../plan/deployable.ts'
import type { NotRehearsed } from '../version/not-rehearsed.ts'
import type { Rehearsed } from './timeline.ts'

/** The result of a rehearsal. */
export type RehearsalResult = {
  file: string
  /** Of the first deployment of each function. */
  first: boolean
  /** Incomplete: none failed, but not all could be rehearsed. */
  status: Rehearsed['status'] | 'Incomplete'
  functions: readonly Rehearsed[]
  notRehearsed: readonly NotRehearsed[]
  leftAlone: Deployable['leftAlone']
  /** Whether the user named the live release. */
  live: unknown
}

export const statusOf = (
  functions: readonly Rehearsed[],
  notRehearsed: readonly NotRehearsed[],
): RehearsalResult['status'] => {
  if (functions.some(({ status }) => status === 'Failed')) return 'Failed'
  return notRehearsed.length > 0 ? 'Incomplete' : 'Succeeded'
}
