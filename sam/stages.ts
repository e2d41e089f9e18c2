import { dig, type JsonMap, own } from '../schema/json.ts'
import { apiOf } from './authorizers.ts'
import { resolve } from './intrinsics.ts'
import type { Known } from './known.ts'
import type { ApiEvent } from './routes.ts'

/** A stage: its name as far as it is known before deployment, and how the template writes it. */
export type Stage = { name: string; written: unknown }

/** The stages of the APIs that SAM makes for events that name none. */
const implicit = { Api: 'Prod', HttpApi: '$default' } as const

/**
 * The stage that serves an event's route, where it is not the one that SAM gives an API by default; undefined too where
 * it cannot be resolved before deployment.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-httpapi.html
 */
export const namedStageOf = (event: ApiEvent, template: JsonMap, known: Known): Stage | undefined => {
  const api = apiOf(event, template)
  if (own(api, 'Type') !== `AWS::Serverless::${event.type}`) return undefined
  const written = dig(api, 'Properties', 'StageName')
  const name = resolve(written, known)
  const text = typeof name === 'number' ? String(name) : name
  return typeof text === 'string' && text !== implicit[event.type] ? { name: text, written } : undefined
}

/**
 * Whether the API streams the responses of an event's route: the event says so, or the definition of its API does.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html
 */
export const streamsResponse = (event: ApiEvent, template: JsonMap, known: Known): boolean =>
  event.type === 'Api' &&
  (resolve(event.properties.ResponseTransferMode, known) === 'RESPONSE_STREAM' ||
    mentions(dig(apiOf(event, template), 'Properties', 'DefinitionBody'), '/response-streaming-invocations'))

const mentions = (value: unknown, text: string): boolean =>
  typeof value === 'string'
    ? value.includes(text)
    : typeof value === 'object' && value !== null && Object.values(value).some(entry => mentions(entry, text))
