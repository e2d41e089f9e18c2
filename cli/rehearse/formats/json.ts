import { reasons } from '../../../healthcheck/reasons.ts'
import type { RehearsalResult } from '../deployment/result.ts'
import type { Rehearsed } from '../deployment/timeline.ts'
import { commandsFor } from '../version/not-rehearsed.ts'

/** For programs. Keys may be added; removing a key or changing its meaning requires schemaVersion 2. */
export const asJson = ({ file, first, status, functions, notRehearsed, leftAlone }: RehearsalResult): string =>
  `${JSON.stringify(
    {
      schemaVersion: 1,
      template: file,
      first,
      status,
      functions: functions.map(functionOf),
      notRehearsed: notRehearsed.map(one => ({
        logicalId: one.logicalId,
        reason: one.reason,
        commands: commandsFor(file, [one]),
      })),
      leftAlone: leftAlone.map(({ logicalId, reason }) => ({ logicalId, code: reason.code, reason: reason.text })),
    },
    undefined,
    2,
  )}\n`

const functionOf = ({ logicalId, status, alias, reported, live, moments, stackEvent, ...word }: Rehearsed) => ({
  logicalId,
  status,
  alias: { name: alias, before: word.before ?? null, after: word.after ?? null },
  reported,
  verdict: word.verdict ?? null,
  reason: word.reason ?? null,
  sentence: word.sentence ?? null,
  whatToDo: word.whatToDo ?? (word.reason ? reasons[word.reason].whatToDo : null),
  functionLog: word.functionLog ?? [],
  waived: word.waived ?? null,
  unproven: word.unproven ?? null,
  live: live ?? null,
  stackEvent: stackEvent ? { ...stackEvent, reason: stackEvent.reason ?? null } : null,
  timeline: moments.map(({ atMs, event, text }) => ({ atSeconds: Math.round(atMs) / 1_000, event, text })),
})
