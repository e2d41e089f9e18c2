import { shown } from '../schema/sentence.ts'
import type { Settings } from '../schema/settings.ts'
import { decodeTagValue, type EventType, parseTags, type Route, tagPrefix } from '../schema/tags.ts'

/** The formats of event and response, as they differ by the service in front of the function. */
export type Format = 'REST API 1.0' | 'HTTP API 1.0' | 'HTTP API 2.0' | 'Function URL 2.0' | 'ALB'

/** How one function is to be asked. */
export type Plan = {
  settings: Settings
  format: Format
  route?: Route
  /** Sentences on tags that could not be used, where a default serves. */
  problems: string[]
  /** A sentence on a tag without which nothing may be asked. */
  obstacle?: string
}

/** The tags of a function → its plan. Wrong tags are named, and their defaults used where these are safe. */
export const planFor = (tags: Record<string, string>, functionName: string, assumed: Settings): Plan => {
  const { settings, problems: wrong, route, eventType } = parseTags(tags, functionName)
  const problems = wrong.map(({ sentence }) => sentence)
  const plan: Plan = {
    settings: { ...assumed, ...settings },
    format: formatOf(settings.payloadFormatVersion ?? assumed.payloadFormatVersion, eventType),
    ...(route && { route }),
    problems: [...problems, ...factProblems(tags, functionName, { route, eventType })],
  }
  // a handler without routes of its own takes any request for real work: what it was not told to answer is not sent
  if (tags[`${tagPrefix}Path`] === undefined || settings.path !== undefined) return plan
  return { ...plan, obstacle: `${problems.join(' ')} Without it, it is not known what ${functionName} may be asked.` }
}

/** The two tags that are no settings: what was read from them has to be what they say. */
const factProblems = (
  tags: Record<string, string>,
  functionName: string,
  { route, eventType }: { route: Route | undefined; eventType: EventType },
): string[] => {
  const { [`${tagPrefix}Route`]: routeTag, [`${tagPrefix}EventType`]: eventTypeTag } = tags
  const problem = (name: string, found: string, expected: string) =>
    `${functionName}.Tags.${name} is ${shown(decodeTagValue(found))}; expected ${expected}.`
  return [
    ...(routeTag !== undefined && !route ? [problem('Route', routeTag, 'one such as GET /{proxy+}')] : []),
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
