import { reasons } from '../../../healthcheck/reasons.ts'
import type { Rehearsed } from '../deployment/timeline.ts'

/** Why a version is unhealthy, what it logged last and what to do, one paragraph each; nothing for a healthy one. */
export type Why = { sentence?: string | undefined; log: string[]; hidden: number; whatToDo?: string | undefined }

export const whyOf = ({ reason, sentence, whatToDo, functionLog = [] }: Rehearsed): Why | undefined => {
  if (!reason && whatToDo === undefined) return undefined
  const log = functionLog.slice(-shownLines)
  return {
    sentence,
    log,
    hidden: functionLog.length - log.length,
    whatToDo: whatToDo ?? (reason && reasons[reason]?.whatToDo),
  }
}

const shownLines = 10

/** What the stack's events say of a custom resource that failed, in two lines. */
export const stackEventLines = ({ stackEvent }: Rehearsed): string[] =>
  stackEvent?.reason === undefined
    ? []
    : [`The stack's events, which sam deploy prints: ${stackEvent.logicalId} ${stackEvent.status}`, stackEvent.reason]

/** `The function's last log lines (13 earlier ones not shown):` */
export const logHeading = ({ hidden }: Why): string =>
  `The function's last log lines${hidden > 0 ? ` (${hidden} earlier not shown)` : ''}:`
