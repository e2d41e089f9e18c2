import type { FunctionPlan } from '../../macro/function-plan.ts'
import type { Route } from '../../schema/tags.ts'
import type { Gated } from '../macro/gated.ts'

/** The request to a gated function, with the names of parameters instead of their values. */
export const shownRequest = (
  { probe: { settings, route } }: Gated,
  plan: FunctionPlan,
): { path: string; matcher: string; route?: Route } => {
  const { path, matcher } = settings
  const plain = { path, matcher, ...(route && { route }) }
  if (plan.kind !== 'gated') return plain
  const { request } = plan
  // a tag that the author wrote stays, and may say otherwise
  return {
    path: path === request.path ? request.shown.path : path,
    matcher: matcher === request.matcher ? request.shown.matcher : matcher,
    ...(route && {
      route: { ...route, path: (route.path === request.route?.path && request.shown.route) || route.path },
    }),
  }
}
