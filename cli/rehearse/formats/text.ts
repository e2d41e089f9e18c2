import type { Paint, Style } from '../../command-line/paint.ts'
import { printable, printableStart } from '../../command-line/printable.ts'
import { wrap } from '../../command-line/wrap.ts'
import type { RehearsalResult } from '../deployment/result.ts'
import { type Moment, type Rehearsed, verdictOf } from '../deployment/timeline.ts'
import { commandsFor } from '../version/not-rehearsed.ts'
import { logHeading, stackEventLines, type Why, whyOf } from './why.ts'

/** For people: a time line for each function, the verdict and its reason under it. */
export const asText = (result: RehearsalResult, paint: Paint): string => {
  const { functions, notRehearsed, leftAlone, live, first } = result
  return [
    paint('bold', `Rehearsal of ${first ? 'a first deployment of ' : ''}${printable(result.file)}`),
    ...functions.map(one => section(one, live !== undefined, paint)),
    ...(notRehearsed.length > 0 ? [notRehearsedLines(result, paint)] : []),
    ...(leftAlone.length > 0 ? [leftAlone.map(one => paint('dim', aloneLine(one))).join('\n')] : []),
    lastLine(result, paint),
  ]
    .join('\n\n')
    .concat('\n')
}

const aloneLine = ({ logicalId, reason }: RehearsalResult['leftAlone'][number]): string =>
  wrap(printableStart(`${logicalId} is left alone: ${reason.text}.`), 2, 0)

const notRehearsedLines = ({ file, notRehearsed }: RehearsalResult, paint: Paint): string => {
  const commands = commandsFor(file, notRehearsed)
  return [
    ...notRehearsed.map(
      one =>
        `${paint('bold', printableStart(`${one.logicalId} is not rehearsed:`))}\n  ${wrap(printableStart(one.reason), 2)}`,
    ),
    // in one piece each: lines to copy
    ...(commands.length > 0
      ? ['What to do: run, in two terminals', ...commands.map(line => `  ${printable(line)}`)]
      : []),
  ].join('\n')
}

const lastLine = ({ first, status, functions, notRehearsed }: RehearsalResult, paint: Paint): string => {
  // by Mode: Warn, or because the live version does no better
  const letThrough = functions.filter(({ status, reason }) => status === 'Succeeded' && reason !== undefined)
  const passed = functions.filter(one => one.status === 'Succeeded' && !letThrough.includes(one)).length
  const healthy = `${passed} of ${functions.length} ${functions.length === 1 ? 'function' : 'functions'} healthy`
  const unproven = letThrough.filter(one => one.unproven !== undefined).length
  const waived = letThrough.length - unproven
  const rest = `${unproven > 0 ? `; ${unproven} unproven` : ''}${waived > 0 ? `; ${waived} let through` : ''}`
  const left = notRehearsed.length > 0 ? `; ${notRehearsed.length} not rehearsed` : ''
  const isDoubtful = status === 'Incomplete' || letThrough.length > 0
  const style = status === 'Failed' ? 'red' : isDoubtful ? 'bold' : 'green'
  const subject = first ? 'First deployment' : 'Deployment'
  const verdict = status === 'Incomplete' ? 'Rehearsal Incomplete' : `${subject} ${status}`
  return `${paint(style, verdict)} (${healthy}${rest}${left})`
}

const section = (one: Rehearsed, liveIsKnown: boolean, paint: Paint): string => {
  const { logicalId, status, before, live, moments } = one
  const why = whyOf(one)
  return [
    paint('bold', printableStart(logicalId)),
    ...moments.map(moment => line(moment, paint)),
    // in one piece, as it is in the hook's log: a line to search for
    `  ${paint(styleOf(one), printableStart(verdictOf(one)))}`,
    ...(why ? reasonLines(why, paint) : []),
    // the hook's sentence says what it answered if it was probed
    ...(before !== undefined && (status === 'Failed' || one.unproven !== undefined) && !live
      ? [`  ${notAsked(before, liveIsKnown)}`]
      : []),
    ...eventLines(one),
    `  Alias ${printable(one.alias)}: ${aliasText(one)}`,
  ].join('\n')
}

const aliasText = ({ before, after }: Rehearsed): string => {
  if (before === undefined) return after === undefined ? 'not created' : `created, version ${after}`
  return `version ${before} before, version ${after} after`
}

const eventLines = (one: Rehearsed): string[] => {
  const [heading, reason] = stackEventLines(one).map(printable)
  return heading !== undefined && reason !== undefined ? [`  ${heading}`, `    ${wrap(reason, 4)}`] : []
}

const styleOf = ({ status, reason }: Rehearsed): Style => {
  if (status === 'Failed') return 'red'
  return reason ? 'bold' : 'green'
}

const reasonLines = (why: Why, paint: Paint): string[] => [
  ...(why.sentence ? why.sentence.split('\n').map(part => `    ${wrap(printableStart(part), 4)}`) : []),
  ...(why.log.length > 0 ? [`    ${logHeading(why)}`] : []),
  ...why.log.map(logged => `      ${paint('dim', printableStart(logged.replaceAll('\t', '  ').trimEnd()))}`),
  ...(why.whatToDo ? [`    ${wrap(`What to do: ${why.whatToDo}`, 4)}`] : []),
]

const notAsked = (version: string, isKnown: boolean): string =>
  `The live version ${version} was not probed${isKnown ? '' : '; use --live to compare with the last commit'}`

const line = ({ atMs, event, text }: Moment, paint: Paint): string =>
  `  ${paint('dim', time(atMs).padStart(10))}  ${event.padEnd(18)}  ${wrap(printable(text), 34)}`

/** `1.25 s`, from one minute on `5 min 1 s`. */
const time = (ms: number): string => {
  if (ms < 60_000) return `${(ms / 1_000).toFixed(2)} s`
  const seconds = Math.floor(ms / 1_000)
  return `${Math.floor(seconds / 60)} min${seconds % 60 > 0 ? ` ${seconds % 60} s` : ''}`
}
