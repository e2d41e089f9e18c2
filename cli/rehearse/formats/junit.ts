import { printableStart } from '../../command-line/printable.ts'
import type { RehearsalResult } from '../deployment/result.ts'
import { type Rehearsed, verdictOf } from '../deployment/timeline.ts'
import { commandsFor } from '../version/not-rehearsed.ts'
import { logHeading, stackEventLines, whyOf } from './why.ts'

/**
 * For CI servers: one test case for each function. What Mode: Warn lets through is skipped: JUnit has no warnings, and a
 * plain pass would hide it.
 */
export const asJunit = ({ file, functions, notRehearsed, leftAlone }: RehearsalResult): string => {
  const failures = functions.filter(({ status }) => status === 'Failed').length
  const seconds = Math.max(0, ...functions.map(one => Number(secondsOf(one))))
  const skipped = leftAlone.length + functions.filter(letThrough).length
  const tests = functions.length + notRehearsed.length + leftAlone.length
  const counts = `tests="${tests}" failures="${failures}" errors="${notRehearsed.length}" skipped="${skipped}"`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite name=${quoted(`codedeployhook rehearse ${file}`)} ${counts} time="${seconds}">`,
    ...functions.map(testCase),
    ...notRehearsed.map(one => {
      const commands = commandsFor(file, [one]).join('\n')
      return `  <testcase name=${quoted(one.logicalId)}><error message=${quoted(one.reason)}>${escaped(commands)}</error></testcase>`
    }),
    ...leftAlone.map(
      ({ logicalId, reason }) =>
        `  <testcase name=${quoted(logicalId)}><skipped message=${quoted(reason.text)}/></testcase>`,
    ),
    '</testsuite>',
    '',
  ].join('\n')
}

const letThrough = ({ status, reason }: Rehearsed): boolean => status === 'Succeeded' && reason !== undefined

const testCase = (one: Rehearsed): string => {
  const { logicalId, moments } = one
  const timeline = moments
    .map(({ atMs, event, text }) => `${(atMs / 1_000).toFixed(2)} s  ${event}  ${text}`)
    .join('\n')
  return `  <testcase name=${quoted(logicalId)} time="${secondsOf(one)}">${outcome(one)}<system-out>${escaped(timeline)}</system-out></testcase>`
}

const outcome = (one: Rehearsed): string => {
  const kind = one.status === 'Failed' ? 'failure' : letThrough(one) ? 'skipped' : undefined
  return kind ? `<${kind} message=${quoted(verdictOf(one))}>${escaped(body(one))}</${kind}>` : ''
}

const body = (one: Rehearsed): string => {
  const why = whyOf(one)
  if (!why) return stackEventLines(one).join('\n')
  const log = why.log.length > 0 ? [logHeading(why), ...why.log.map(line => `  ${line}`)] : []
  const advice = why.whatToDo && `What to do: ${why.whatToDo}`
  return [why.sentence, ...log, advice, ...stackEventLines(one)].filter(Boolean).join('\n')
}

const secondsOf = ({ moments }: Rehearsed): string => ((moments.at(-1)?.atMs ?? 0) / 1_000).toFixed(2)

const quoted = (text: string): string => `"${escaped(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;')}"`

/** XML 1.0 does not allow control characters, not even escaped ones. */
const escaped = (text: string): string =>
  text
    .split('\n')
    .map(printableStart)
    .join('\n')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
