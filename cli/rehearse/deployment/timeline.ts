import type { Clock } from '../aws/clock.ts'
import type { Status } from '../aws/code-deploy.ts'
import type { LoggedVerdict } from './log.ts'

/** What happens in a deployment, in the words of CodeDeploy and Lambda. */
export type EventName =
  | 'Published'
  | 'BeforeAllowTraffic'
  | 'Request'
  | 'Answer'
  | 'Hook'
  | 'Report'
  | 'AllowTraffic'
  | 'Rollback'

export type Moment = { atMs: number; event: EventName; text: string }
export type Timeline = { moments: Moment[]; add(event: EventName, text: string): void }

/** `tell` is called with each event as it happens. */
export const createTimeline = (clock: Clock, tell: (moment: Moment) => void): Timeline => {
  const moments: Moment[] = []
  return {
    moments,
    add(event, text) {
      const moment = { atMs: clock.nowMs(), event, text }
      moments.push(moment)
      tell(moment)
    },
  }
}

/** Why a deployment ended as it did, in one line. */
export const verdictOf = ({ status, reported, verdict }: Rehearsed): string =>
  reported
    ? (verdict ?? status)
    : `${status}, because the hook reported nothing${verdict ? `; its log says: ${verdict}` : ''}`

/** The rehearsed deployment of one function. */
export type Rehearsed = LoggedVerdict & {
  logicalId: string
  /** Of the function in Lambda. */
  name: string
  status: Status
  alias: string
  /** The version that the alias points to before and after. */
  before: string
  after: string
  /** False where CodeDeploy heard nothing from the hook, and treats that as failed. */
  reported: boolean
  /** How the live version answered the same request, if the hook probed it. */
  live?: string | undefined
  moments: Moment[]
}
