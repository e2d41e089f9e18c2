import { transform } from '../../macro/transform.ts'
import { worldOf } from '../../macro/world.ts'

type Map = Record<string, unknown>

/** What surrounds the one function `Site` of a test's template. */
export type Around = {
  metadata?: unknown
  attributes?: Map
  globals?: Map
  resources?: Map
  mappings?: Map
  conditions?: Map
  /** The Parameters section of the template; `parameters` are values. */
  definitions?: Map
  params?: unknown
  parameters?: Map
  environment?: Record<string, string>
}

export const api = (method: unknown, path: unknown, more: Map = {}) => ({
  Type: 'Api',
  Properties: { Method: method, Path: path, ...more },
})

export const httpApi = (method: unknown, path: unknown, more: Map = {}) => ({
  Type: 'HttpApi',
  Properties: { Method: method, Path: path, ...more },
})

/** Properties of a function behind the given events. */
export const behind = (...events: unknown[]): Map => ({
  Handler: 'index.handler',
  Events: Object.fromEntries(events.map((event, i) => [`Event${i}`, event])),
})

export const website: Map = behind(api('any', '/{proxy+}'))

export const event = (properties: Map, around: Around = {}) => ({
  requestId: 'r-1',
  params: around.params ?? {},
  templateParameterValues: around.parameters ?? {},
  fragment: {
    ...(around.globals && { Globals: { Function: around.globals } }),
    ...(around.definitions && { Parameters: around.definitions }),
    ...(around.mappings && { Mappings: around.mappings }),
    ...(around.conditions && { Conditions: around.conditions }),
    Resources: {
      Site: {
        Type: 'AWS::Serverless::Function',
        ...(around.metadata !== undefined && { Metadata: { WebsiteHealthcheck: around.metadata } }),
        ...around.attributes,
        Properties: properties,
      },
      ...around.resources,
    },
  },
})

/** Without the hash of what a version holds, which would stand in the expectation of every test. */
const codeOnly = { HEALTHCHECK_PUBLISH_ON: 'Code' }

/** What the macro does with the function `Site`. */
export const transformed = (properties: Map, around: Around = {}) => {
  const { plans, problems, fragment } = transform(
    event(properties, around),
    worldOf(around.environment ?? codeOnly, () => {}),
  )
  const plan = plans.find(({ web }) => web.logicalId === 'Site')
  return {
    problems: problems.map(({ sentence }) => sentence),
    places: problems.map(({ code, path }) => [code, ...path].join(' ')),
    fragment: fragment as { Resources: Record<string, { Properties: Map }> },
    added: plan?.kind === 'gated' ? plan.added : undefined,
    mode: plan?.kind === 'gated' ? plan.settings.mode : undefined,
    request: plan?.kind === 'gated' ? plan.request : undefined,
    reason: plan?.kind === 'left alone' ? plan.reason.code : undefined,
    reasonText: plan?.kind === 'left alone' ? plan.reason.text : undefined,
  }
}
