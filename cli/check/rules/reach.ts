import type { LeftAloneCode } from '../../../macro/left-alone.ts'
import { definitionRoutesOf } from '../../../sam/definition-routes.ts'
import { resourcePath } from '../../../sam/paths.ts'
import { isPlainGet } from '../../../sam/routes.ts'
import { resourcesOf } from '../../../sam/template.ts'
import type { Rule, Subject } from '../rule.ts'

const readme =
  'https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventsource.html'
const optIn = 'To gate it anyway, set Metadata.WebsiteHealthcheck.Path on the function.'

/** How a function that is left alone looks to its author. */
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
      'The OpenAPI definition of an API in the template integrates the function with a GET route, so the function serves visitors. But the function has no Api or HttpApi event, and the macro reads a route from a definition only if the route names the alias of the function.',
    fix: 'Set AutoPublishAlias on the function and integrate ${Site.Alias}; or set Metadata.WebsiteHealthcheck.Enabled: false if this is intended.',
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html',
    find: subject => {
      const routes = definitionRoutesOf(resourcesOf(subject.value.Resources))
      return leftAlone(subject, 'no website').flatMap(({ web }) => {
        const route = (routes.get(web.logicalId) ?? []).find(({ event }) => isPlainGet(event))
        if (!route) return []
        const message = `${web.logicalId} is left alone although ${route.api} integrates it: it has no Api or HttpApi event; expected AutoPublishAlias on it and \${${web.logicalId}.Alias} in the definition.`
        return [{ path: resourcePath(web), message, about: web.logicalId }]
      })
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
