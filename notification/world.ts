import type { HealthcheckWorld } from '../healthcheck/world.ts'
import type { Notice } from './notice.ts'

/** What it takes to send notifications. Without a `notifier` none is sent. */
export type NotificationWorld = Pick<HealthcheckWorld, 'now' | 'sleep' | 'log'> & { notifier?: Notifier }

export type Notifier = {
  /** Whether the last log lines of a function may leave the account's logs. */
  withLog: boolean
  /** Makes the messages of all protocols, and gives back what sends them, as often as it is called. */
  prepare(notice: Notice): Promise<(signal: AbortSignal) => Promise<void>>
  /** Names of the installed stack's resources, for the links. */
  region: string
  logGroup: string
  logStream: string | undefined
  dashboard: string | undefined
}
