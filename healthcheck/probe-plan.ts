import { shown } from '../schema/sentence.ts'
import type { Settings } from '../schema/settings.ts'
import { decodeTagValue, type EventType, parseTags, type Route, tagPrefix } from '../schema/tags.ts'

/** The formats of event and response, as they differ by the service in front of the function. */
export type Format = 'REST API 1.0' | 'HTTP API 1.0' | 'HTTP API 2.0' | 'Function URL 2.0' | 'ALB'

/** How one function is probed. */
export type ProbePlan = {
  settings: Settings
  format: Format
  route?: Route
  /** The function has no tag of ours, so its template may not know the macro. */
  handWired?: boolean
  /** Sentences about tags that could not be used, where the default is used instead. */
  problems: string[]
  /** A sentence about a tag without which the function must not be probed. */
  obstacle?: string
}

/** The tags of a function → its plan. For a wrong tag the default is used where that is safe; a problem names the tag. */
export const planProbe = (tags: Record<string, string>, functionName: string, stackDefaults: Settings): ProbePlan => {
  const { settings, problems: wrong, route, eventType } = parseTags(tags, functionName)
  const problems = wrong.map(({ sentence }) => sentence)
  const plan: ProbePlan = {
    settings: { ...stackDefaults, ...settings },
    format: formatOf(settings.payloadFormatVersion ?? stackDefaults.payloadFormatVersion, eventType),
    ...(route && { route }),
    handWired: !Object.keys(tags).some(name => name.startsWith(tagPrefix)),
    problems: [...problems, ...factProblems(tags, functionName, { route, eventType })],
  }
  // a handler without routes of its own treats any request as real work: it gets no request that nobody chose for it
  if (tags[`${tagPrefix}Path`] === undefined || settings.path !== undefined) return plan
  return { ...plan, obstacle: `${problems.join(' ')} Without it, ${functionName} is not probed.` }
}

/** The two tags that are not settings: what was read from them must be what they say. */
const factProblems = (
  tags: Record<string, string>,
  functionName: string,
  { route, eventType }: { route: Route | undefined; eventType: EventType },
): string[] => {
  const { [`${tagPrefix}Route`]: routeTag, [`${tagPrefix}EventType`]: eventTypeTag } = tags
  const problem = (name: string, found: string, expected: string) =>
    `${functionName}.Tags.${name} is ${shown(decodeTagValue(found))}; expected ${expected}.`
  return [
    ...(routeTag !== undefined && !route ? [problem('Route', routeTag, 'a route such as GET /{proxy+}')] : []),
    ...(eventTypeTag !== undefined && eventTypeTag !== eventType
      ? [problem('EventType', eventTypeTag, 'Api, HttpApi or FunctionUrl')]
      : []),
  ]
}

const formatOf = (version: Settings['payloadFormatVersion'], eventType: EventType): Format => {
  if (version === 'ALB') return 'ALB'
  if (version === '1.0' || (version === 'Auto' && eventType === 'Api'))
    return eventType === 'HttpApi' ? 'HTTP API 1.0' : 'REST API 1.0'
  return eventType === 'FunctionUrl' ? 'Function URL 2.0' : 'HTTP API 2.0'
}
