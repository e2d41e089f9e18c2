import { type ParsedSettings, parseSettings } from './parse-settings.ts'
import { dotted } from './sentence.ts'
import { fieldName, type SettingName, type Settings, settingNames } from './settings.ts'
import { decodeTagValue, encodeTagValue } from './tag-value.ts'

/**
 * How settings travel from the macro to the hook: as tags of the function, because the AppSpec carries only names and
 * versions. Besides the settings there are facts that the macro read from the template.
 */
export const tagPrefix = 'websitehealthcheck:'

/** The route that takes the request, and the kind of event source behind it. */
export type Route = { method: string; path: string }
export type EventType = 'Api' | 'HttpApi' | 'FunctionUrl'

/** What API Gateway calls before it passes a request on. */
export type AuthorizerKind = 'Cognito' | 'JWT' | 'Lambda' | 'IAM'
const authorizerKinds: readonly string[] = ['Cognito', 'JWT', 'Lambda', 'IAM'] satisfies AuthorizerKind[]
const isAuthorizerKind = (text: string): text is AuthorizerKind => authorizerKinds.includes(text)

/**
 * What the macro read from the template about the event whose route takes the request. `route` is absent where it is the
 * literal path of the request, `stage` where it is SAM's default or not known, `streams` unless the response is streamed,
 * `authorizer` where the route needs none.
 */
export type RouteFacts = {
  route?: Route
  eventType: EventType
  stage?: string
  streams?: boolean
  authorizer?: AuthorizerKind
}

/** What the tags of a function hold. Without a tag, `eventType` is `Api`. */
type Tagged = ParsedSettings & RouteFacts

export const factTags = {
  route: `${tagPrefix}Route`,
  eventType: `${tagPrefix}EventType`,
  stage: `${tagPrefix}Stage`,
  responseTransferMode: `${tagPrefix}ResponseTransferMode`,
  authorizer: `${tagPrefix}Authorizer`,
} as const

/** Settings that the hook does not need: CloudFormation has already acted on them when the hook runs. */
const notForTheHook: ReadonlySet<SettingName> = new Set([
  'Enabled',
  'DeploymentType',
  'AliasName',
  'RollbackAlarm',
  'StackGate',
  'PublishOn',
  'Authorizers',
])

const forTheHook = settingNames
  .filter(name => !notForTheHook.has(name))
  .map(name => ({ tag: tagPrefix + name, field: fieldName(name) }))

/**
 * Tags for all that differs from the hook's own defaults, and at least one, so that the hook can tell a function of the
 * macro from one that was wired by hand.
 *
 * @param stackDefaults the hook's own defaults, as the installed stack sets them
 */
export const tagsFor = (settings: Settings, stackDefaults: Settings, facts: RouteFacts) => {
  const { route, eventType, stage, streams, authorizer } = facts
  const tags: Record<string, string> = {}
  for (const { tag, field } of forTheHook) {
    const value = settings[field]
    if (value !== undefined && value !== stackDefaults[field]) tags[tag] = encodeTagValue(String(value))
  }
  if (route) tags[factTags.route] = encodeTagValue(`${route.method} ${route.path}`)
  if (stage !== undefined) tags[factTags.stage] = encodeTagValue(stage)
  if (streams) tags[factTags.responseTransferMode] = streaming
  if (authorizer) tags[factTags.authorizer] = authorizer
  if (eventType !== 'Api' || Object.keys(tags).length === 0) tags[factTags.eventType] = eventType
  return tags
}

/** As SAM has it for an Api event. */
const streaming = 'RESPONSE_STREAM'

/** The tags of a function, any tags → what the hook is to do. Other tags are ignored. */
export const parseTags = (tags: Record<string, string>, subject: string): Tagged => {
  const written = Object.fromEntries(
    Object.entries(tags)
      .filter(([key]) => key.startsWith(tagPrefix))
      .map(([key, value]) => [key.slice(tagPrefix.length), decodeTagValue(value)]),
  )
  const {
    Route: route,
    EventType: eventType,
    Stage: stage,
    ResponseTransferMode: mode,
    Authorizer: authorizer,
    ...settings
  } = written
  const [, method, path] = route?.match(/^(\S+) (\/\S*|\$default)$/) ?? []
  return {
    ...parseSettings(settings, { path: ['Tags'], nameOf: dotted(`${subject}.Tags`) }),
    ...(method && path && { route: { method, path } }),
    eventType: eventType === 'HttpApi' || eventType === 'FunctionUrl' ? eventType : 'Api',
    ...(stage !== undefined && isStage(stage) && { stage }),
    ...(mode === streaming && { streams: true }),
    ...(authorizer !== undefined && isAuthorizerKind(authorizer) && { authorizer }),
  }
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html */
const isStage = (text: string): boolean => text === '$default' || /^[\w-]{1,128}$/.test(text)
