import type { Paint } from '../paint.ts'
import type { Result } from './formats.ts'
import { type Moment, type Rehearsed, verdictOf } from './timeline.ts'

/** For people: a time line for each function, the verdict under it. */
export const asText = ({ file, status, functions, leftAlone, live }: Result, paint: Paint): string => {
  const colour = status === 'Succeeded' ? 'green' : 'red'
  const passed = functions.filter(one => one.status === 'Succeeded').length
  return [
    paint('bold', `Rehearsal of ${file}`),
    ...functions.map(one => section(one, live !== undefined, paint)),
    ...(leftAlone.length > 0
      ? [leftAlone.map(({ logicalId, reason }) => paint('dim', `${logicalId} is left alone: ${reason}.`)).join('\n')]
      : []),
    paint(colour, `Deployment ${status}`) +
      ` (${passed} of ${functions.length} ${functions.length === 1 ? 'function' : 'functions'} healthy)`,
  ]
    .join('\n\n')
    .concat('\n')
}

const section = (one: Rehearsed, liveIsKnown: boolean, paint: Paint): string => {
  const { logicalId, status, alias, before, after, live, moments } = one
  const lines = [
    paint('bold', logicalId),
    ...moments.map(moment => line(moment, paint)),
    `  ${paint(status === 'Succeeded' ? 'green' : 'red', verdictOf(one))}`,
  ]
  if (status === 'Failed') lines.push(`  ${liveLine(live, before, liveIsKnown)}`)
  lines.push(`  Alias ${alias}: version ${before} before, version ${after} after`)
  return lines.join('\n')
}

const liveLine = (live: string | undefined, version: string, isKnown: boolean): string => {
  if (live) return `The live version ${version} answers the same request with ${live}`
  return isKnown
    ? `The live version ${version} was not asked`
    : `The live version ${version} was not asked; name its template with --live`
}

const line = ({ atMs, event, text }: Moment, paint: Paint): string =>
  `  ${paint('dim', time(atMs).padStart(10))}  ${event.padEnd(18)}  ${text}`

/** `1.25 s`, from one minute on `5 min 1 s`. */
const time = (ms: number): string => {
  if (ms < 60_000) return `${(ms / 1_000).toFixed(2)} s`
  const seconds = Math.floor(ms / 1_000)
  return `${Math.floor(seconds / 60)} min${seconds % 60 > 0 ? ` ${seconds % 60} s` : ''}`
}
