import type { Brief } from '../healthcheck/brief.ts'

/** What failed, and where to read on: all that the messages of the protocols are made from. */
export type Notice = {
  /** What the failure belongs to: `deploymentId`, or `stackId` and `logicalResourceId`. */
  source: Record<string, string>
  region: string
  accountId: string
  /** ISO 8601. */
  time: string
  functions: FailedFunction[]
  links: Link[]
  /** Prints what the log has about it. */
  command: string
}

/** A function is not known where the deployment does not say which it is. */
export type FailedFunction = {
  brief: Brief
  functionName?: string
  arn?: string
  targetVersion?: string
  currentVersion?: string
  method?: string
  path?: string
  statusCode?: number
  liveStatusCode?: number
  /** Only where the installation says so. */
  functionLog?: string[]
}

export type Link = { name: 'Deployment' | 'Stack' | 'Log' | 'Dashboard'; url: string }
