import type { Clock } from '../aws/clock.ts'
import type { Status } from '../aws/code-deploy.ts'
import type { LoggedVerdict } from './log.ts'

/** What happens in a deployment, in the words of CodeDeploy, Lambda and CloudFormation. */
export type EventName =
  | 'Published'
  | 'BeforeAllowTraffic'
  | 'Request'
  | 'Answer'
  | 'Hook'
  | 'Report'
  | 'AllowTraffic'
  | 'CustomResource'
  | 'Gate'
  | 'Response'
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
export const verdictOf = ({ status, reported, verdict, stackEvent }: Rehearsed): string => {
  const why = stackEvent ? 'CloudFormation got no answer' : 'the hook reported nothing'
  const whose = stackEvent ? "the gate's" : 'its'
  return reported ? (verdict ?? status) : `${status}, because ${why}${verdict ? `; ${whose} log says: ${verdict}` : ''}`
}

/** The last event of a custom resource among those of its stack. */
export type StackEvent = { logicalId: string; status: 'CREATE_COMPLETE' | 'CREATE_FAILED'; reason?: string }

/** The rehearsed deployment of one function. */
export type Rehearsed = LoggedVerdict & {
  logicalId: string
  /** Of the function in Lambda. */
  name: string
  status: Status
  alias: string
  /** The version that the alias points to before and after; undefined while there is no alias. */
  before: string | undefined
  after: string | undefined
  /** False where CodeDeploy heard nothing from the hook, or CloudFormation from the gate, and treats that as failed. */
  reported: boolean
  /** Of the custom resource, in a first deployment. */
  stackEvent?: StackEvent
  /** How the live version answered the same request, if the hook probed it. */
  live?: string | undefined
  moments: Moment[]
}
