import { resourcePath } from '../../../sam/paths.ts'
import type { Rule, Subject } from '../rule.ts'

/** A rule about probes of routes that the macro chose and that were not made for health checks. */
export const foundRouteRules: Rule[] = [
  {
    id: 'WHI5004',
    title: 'Route that the macro found',
    meaning:
      'No route of the function is made for health checks, so the macro chose one. Each release sends one GET request to it per attempt. If that request sends mail, writes an item or starts a workflow, it does so then too. Unless Mode says otherwise, the response is compared with that of the live version; the Matcher alone does not decide.',
    fix: 'If the request is safe and a healthy version accepts it, set Metadata.WebsiteHealthcheck.Path to it: then the Matcher decides. Otherwise set Path to another request, or Enabled: false.',
    source:
      'https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-api.html',
    find: ({ plans }: Subject) =>
      plans.flatMap(plan => {
        if (plan.kind !== 'gated' || (plan.request.choice !== 'derived' && plan.request.choice !== 'parameters'))
          return []
        const { web, request } = plan
        const how = request.authorizer ? ', past its authorizer' : ''
        // Path takes no ${Name}, so a path with the value of a parameter in it cannot be suggested
        const choice = request.shown.path === request.path ? `: ${request.path}, or another,` : ''
        return [
          {
            path: resourcePath(web, 'Properties', 'Events'),
            message: `${web.logicalId} is probed by ${request.method} ${request.shown.path}${how}, a route that the macro found; set Metadata.WebsiteHealthcheck.Path${choice} to choose the request.`,
            about: web.logicalId,
          },
        ]
      }),
  },
]
