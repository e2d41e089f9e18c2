import type { Result } from './formats.ts'

/** For programs. A key may be added; one that goes or changes its meaning makes it schemaVersion 2. */
export const asJson = ({ file, status, functions, leftAlone }: Result): string =>
  `${JSON.stringify(
    {
      schemaVersion: 1,
      template: file,
      status,
      functions: functions.map(({ logicalId, status, alias, before, after, reported, verdict, live, moments }) => ({
        logicalId,
        status,
        alias: { name: alias, before, after },
        reported,
        verdict: verdict ?? null,
        live: live ?? null,
        timeline: moments.map(({ atMs, event, text }) => ({ atSeconds: Math.round(atMs) / 1_000, event, text })),
      })),
      leftAlone,
    },
    undefined,
    2,
  )}\n`
