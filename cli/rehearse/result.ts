import type { Deployable } from './deployable.ts'
import type { Rehearsed } from './timeline.ts'

/** What a rehearsal came to. */
export type RehearsalResult = {
  file: string
  status: Rehearsed['status']
  functions: readonly Rehearsed[]
  leftAlone: Deployable['leftAlone']
  /** Whether the release that is live now was named. */
  live: unknown
}
