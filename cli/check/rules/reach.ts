import type { LeftAloneCode } from '../../../macro/left-alone.ts'
import { resourcePath } from '../../../sam/paths.ts'
import { referencesIn } from '../../../sam/references.ts'
import { resourcesOf } from '../../../sam/template.ts'
import { dig, own, textOf } from '../../../schema/json.ts'
import type { Rule, Subject } from '../rule.ts'

const readme =
  'https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventsource.html'
const optIn = 'To gate it anyway, set Metadata.WebsiteHealthcheck.Path on the function.'

/** What a function that is left alone looks like to its author. */
type Kind = 'deliberate' | 'no website' | 'no GET route' | 'obstacle'

const kinds: Record<LeftAloneCode, Kind> = {
  'Alias.Invalid': 'obstacle',
  'Alias.MadeByTemplate': 'obstacle',
  'AllProperties.PublishesOnTags': 'obstacle',
  'Api.Unreadable': 'obstacle',
  'DeploymentPreference.Disabled': 'deliberate',
  'DeploymentPreference.Invalid': 'deliberate',
  'DurableConfig.Execution': 'obstacle',
  'Name.Taken': 'obstacle',
  'PreTraffic.Set': 'deliberate',
  'Role.UsedByTemplate': 'obstacle',
  'Route.NeedsAuthorizer': 'no GET route',
  'Route.NoGet': 'no GET route',
  'Route.NoMethod': 'obstacle',
  'Route.None': 'no website',
  'Route.NotLiteral': 'obstacle',
  'Route.Parameters': 'no GET route',
  'Route.TooLong': 'obstacle',
  'Setting.Disabled': 'deliberate',
  'Tags.NotAMap': 'obstacle',
  'Tenancy.NeedsTenant': 'obstacle',
}

const leftAlone = ({ plans }: Subject, kind: Kind) =>
  plans.flatMap(plan => (plan.kind === 'left alone' && kinds[plan.reason.code] === kind ? [plan] : []))

/** Rules about functions that look like websites and are left alone. */
export const reachRules: Rule[] = [
  {
    id: 'WHI5001',
    title: 'API function that no GET request reaches',
    meaning:
      'The health check is a GET request, and the hook invokes the function directly, without API Gateway. A function without a GET route that can be probed as it stands could mistake the check for real work, so it is left alone.',
    fix: `None, if the function is not a website. ${optIn}`,
    source: readme,
    find: subject =>
      leftAlone(subject, 'no GET route').map(({ web, reason }) => ({
        path: resourcePath(web, 'Properties', 'Events'),
        message: `${web.logicalId} is left alone: ${reason.text}.`,
        about: web.logicalId,
      })),
  },
  {
    id: 'WHW5002',
    title: "Function behind an API's own definition, without an event",
    meaning:
      'An API of the template integrates the function in its OpenAPI definition, so it serves visitors; but it has no Api or HttpApi event, and the macro recognizes websites by these events.',
    fix: 'Set Metadata.WebsiteHealthcheck.Enabled: true on the function, an AutoPublishAlias, and integrate ${Site.Alias}; or Enabled: false if this is intended.',
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html',
    find: subject => {
      const served = servedByDefinition(subject)
      return leftAlone(subject, 'no website')
        .filter(({ web }) => served.has(web.logicalId))
        .map(({ web }) => ({
          path: resourcePath(web),
          message: `${web.logicalId} is left alone although ${served.get(web.logicalId)} integrates it: it has no Api or HttpApi event; expected Metadata.WebsiteHealthcheck.Enabled: true.`,
          about: web.logicalId,
        }))
    },
  },
  {
    id: 'WHW5003',
    title: 'Website that cannot be gated',
    meaning: 'The function is a website, but something else in the template keeps the macro from gating it.',
    fix: 'Change what the message names, or opt the function out with Metadata.WebsiteHealthcheck.Enabled: false.',
    source: readme,
    find: subject =>
      leftAlone(subject, 'obstacle').map(({ web, reason }) => ({
        path: resourcePath(web),
        message: `${web.logicalId} is left alone: ${reason.text}.`,
        about: web.logicalId,
      })),
  },
]

const definitions = {
  'AWS::Serverless::Api': 'DefinitionBody',
  'AWS::Serverless::HttpApi': 'DefinitionBody',
  'AWS::ApiGateway::RestApi': 'Body',
  'AWS::ApiGatewayV2::Api': 'Body',
}

/** Logical IDs of functions, each with the API that names it. */
const servedByDefinition = ({ value, plans }: Subject): Map<string, string> => {
  const functions = new Set(plans.map(({ web }) => web.logicalId))
  const entries = resourcesOf(value.Resources).flatMap(({ logicalId: api, resource }) => {
    const property = own(definitions, textOf(own(resource, 'Type')))
    const body = typeof property === 'string' ? dig(resource, 'Properties', property) : undefined
    return referencesIn(body)
      .filter(({ doubtful, logicalId }) => !doubtful && functions.has(logicalId))
      .map(({ logicalId }) => [logicalId, `${api}.${property}`] as const)
  })
  return new Map(entries)
}
