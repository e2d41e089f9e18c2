import { planFor } from '../../healthcheck/probe-plan.ts'
import { createEvent } from '../../healthcheck/request.ts'
import { transform } from '../../macro/transform.ts'
import { functionsOf, type WebFunction } from '../../sam/template.ts'
import { own } from '../../schema/json.ts'
import { didYouMean, oneOf } from '../../schema/sentence.ts'
import { defaults } from '../../schema/settings.ts'
import { gatedFunctions } from '../check/gated.ts'
import { UserError } from '../command-line/user-error.ts'
import { installedStack } from '../macro/installed-stack.ts'
import { macroEvent, transformPath } from '../macro/macro-event.ts'
import { tagsOf } from '../macro/tags.ts'
import { locatedProblems } from '../template/located.ts'
import type { Source } from '../template/source.ts'

/**
 * The event that the hook would send to a function, by the hook's own code from the tags that the macro's answer has.
 *
 * @param logicalId may be left out where the template has one gated function only
 * @param timeMs since the epoch
 */
export const probeFor = (
  { template, overrides, region }: Source,
  logicalId: string | undefined,
  environment: Record<string, string | undefined>,
  timeMs: number,
): { event: object; warnings: string[] } => {
  const sent = macroEvent(template, overrides, region)
  const world = installedStack(environment)
  const { fragment, plans, problems } = transform({ ...sent, transformPath: transformPath(template.value) }, world)
  if (problems.length > 0) throw new UserError(...locatedProblems(template, problems))
  const value = fragment as typeof template.value
  const known = { parameters: sent.templateParameterValues, mappings: own(value, 'Mappings') }
  const gated = gatedFunctions({ template, value, known, plans, problems })
  const reasons = plans.flatMap(plan =>
    plan.kind === 'left alone' ? [[plan.web.logicalId, plan.reason.text] as const] : [],
  )
  const web = chosen(logicalId, gated, new Map(reasons), functionsOf(value.Resources))
  const plan = planFor(tagsOf(value, web, known), web.logicalId, { ...defaults, ...world.stack })
  if (plan.obstacle) throw new UserError(plan.obstacle)
  return { event: createEvent(plan, { accountId: sent.accountId, region }, timeMs), warnings: plan.problems }
}

const chosen = (
  logicalId: string | undefined,
  gated: WebFunction[],
  reasons: ReadonlyMap<string, string>,
  all: WebFunction[],
): WebFunction => {
  const names = gated.map(web => web.logicalId)
  const expected = names.length > 0 ? `expected ${oneOf(names)}.` : 'the template has no function that is asked.'
  const [first] = gated
  if (logicalId === undefined && first && gated.length === 1) return first
  if (logicalId === undefined) throw new UserError(`FUNCTION is missing; ${expected}`)
  const web = gated.find(web => web.logicalId === logicalId)
  if (web) return web
  const reason = reasons.get(logicalId)
  if (reason !== undefined) throw new UserError(`${logicalId} is left alone: ${reason}.`)
  if (all.length === 0) throw new UserError(`${logicalId} is no function of the template, which has none.`)
  throw new UserError(
    `${logicalId} is no function of the template; ${didYouMean(
      logicalId,
      all.map(web => web.logicalId),
    )}`,
  )
}
