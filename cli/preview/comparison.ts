import type { FunctionPlan } from '../../macro/function-plan.ts'
import type { Gated } from '../macro/gated.ts'

/** What decides on a release besides the Matcher, and why; undefined if the Matcher alone decides. */
export const comparisonText = ({ probe: { settings } }: Gated, plan: FunctionPlan): string | undefined => {
  if (settings.mode !== 'Compare') return undefined
  const compared = 'compared with the live version'
  if (plan.kind !== 'gated') return compared
  const { choice, authorizer } = plan.request
  if (authorizer) return `${compared}, since it is probed without a caller`
  return choice === 'literal' || choice === 'set' ? compared : `${compared}, since no route is made for health checks`
}

/** Whether the request is for a route that the macro found. */
export const isFound = (plan: FunctionPlan): boolean =>
  plan.kind === 'gated' && (plan.request.choice === 'derived' || plan.request.choice === 'parameters')
