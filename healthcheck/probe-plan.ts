import { shown } from '../schema/sentence.ts'
import { modeWithoutRoutes, type Settings } from '../schema/settings.ts'
import { decodeTagValue } from '../schema/tag-value.ts'
import { type EventType, factTags, parseTags, type RouteFacts, tagPrefix } from '../schema/tags.ts'

/** The formats of event and response, as they differ by the service in front of the function. */
export type Format = 'REST API 1.0' | 'HTTP API 1.0' | 'HTTP API 2.0' | 'Function URL 2.0' | 'ALB'

/** How one function is probed. */
export type ProbePlan = Omit<RouteFacts, 'eventType'> & {
  settings: Settings
  format: Format
  /** The function has no tag of ours, so its template may not know the macro. */
  handWired?: boolean
  /** Sentences about tags that could not be used, where the default is used instead. */
  problems: string[]
  /** A sentence about a tag without which the function must not be probed. */
  obstacle?: string
}

/** The tags of a function → its plan. For a wrong tag the default is used where that is safe; a problem names the tag. */
export const planProbe = (tags: Record<string, string>, functionName: string, stackDefaults: Settings): ProbePlan => {
  const { settings, problems: wrong, eventType, ...facts } = parseTags(tags, functionName)
  const problems = wrong.map(({ sentence }) => sentence)
  const merged = { ...stackDefaults, ...settings }
  const plan: ProbePlan = {
    settings: { ...merged, mode: modeWithoutRoutes(merged.mode) },
    format: formatOf(settings.payloadFormatVersion ?? stackDefaults.payloadFormatVersion, eventType),
    ...facts,
    handWired: !Object.keys(tags).some(name => name.startsWith(tagPrefix)),
    problems: [...problems, ...factProblems(tags, functionName, { ...facts, eventType })],
  }
  // a handler without routes of its own treats any request as real work: it gets only a request that its author chose
  if (tags[`${tagPrefix}Path`] === undefined || settings.path !== undefined) return plan
  return { ...plan, problems: [], obstacle: `${problems.join(' ')} Without Path, ${functionName} is not probed.` }
}

/** The tags that are not settings: what was read from them must be what they say. */
const factProblems = (
  tags: Record<string, string>,
  functionName: string,
  { route, eventType, stage, streams, authorizer }: RouteFacts,
): string[] =>
  (
    [
      [factTags.route, route !== undefined, 'a route such as GET /{proxy+}'],
      [factTags.eventType, tags[factTags.eventType] === eventType, 'Api, HttpApi or FunctionUrl'],
      [factTags.stage, stage !== undefined, 'the name of a stage'],
      [factTags.responseTransferMode, streams, 'RESPONSE_STREAM'],
      [factTags.authorizer, authorizer !== undefined, 'Cognito, JWT, Lambda or IAM'],
    ] as const
  ).flatMap(([tag, isRead, expected]) => {
    const { [tag]: value } = tags
    if (value === undefined || isRead) return []
    const name = tag.slice(tagPrefix.length)
    return [`${functionName}.Tags.${name} is ${shown(decodeTagValue(value))}; expected ${expected}.`]
  })

const formatOf = (version: Settings['payloadFormatVersion'], eventType: EventType): Format => {
  if (version === 'ALB') return 'ALB'
  if (version === '1.0' || (version === 'Auto' && eventType === 'Api'))
    return eventType === 'HttpApi' ? 'HTTP API 1.0' : 'REST API 1.0'
  return eventType === 'FunctionUrl' ? 'Function URL 2.0' : 'HTTP API 2.0'
}
