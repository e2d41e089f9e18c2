import { effective, merge } from '../sam/globals.ts'
import type { WebFunction } from '../sam/template.ts'
import { type JsonMap, own } from '../schema/json.ts'
import type { Problem } from '../schema/problem.ts'
import type { Settings } from '../schema/settings.ts'
import { missingAlias } from './alias.ts'
import type { MacroContext } from './context.ts'
import { freeNames } from './free-names.ts'
import { type LeftAloneReason, reasons } from './left-alone.ts'
import { modeOf } from './mode.ts'
import { missingPreference } from './preference.ts'
import { type ProbeRequest, websiteOf } from './probe-request.ts'
import { publishOn } from './publish-on.ts'
import { rollbackAlarm } from './rollback-alarm.ts'
import { aliasNameOf, settingsOf } from './settings.ts'
import { stackGate } from './stack-gate.ts'
import type { StepResult } from './step.ts'
import { missingTags } from './tags.ts'

/**
 * What happens to one function: `gated` with what is added to its properties and to the resources, `left alone`
 * with the reason why, or `refused` with what the user has to fix.
 */
export type FunctionPlan = { web: WebFunction } & (
  | { kind: 'gated'; request: ProbeRequest; settings: Settings; added: JsonMap; beside: JsonMap }
  | { kind: 'left alone'; reason: LeftAloneReason }
  | { kind: 'refused'; problems: Problem[] }
)

export const problemsOf = (plan: FunctionPlan): Problem[] => (plan.kind === 'refused' ? plan.problems : [])

/** One step for each thing that gating needs. A reason takes precedence over problems, and problems over additions. */
export const planFor = (web: WebFunction, context: MacroContext): FunctionPlan => {
  const { shared, known } = context
  const layers = settingsOf(web, own(web.resource, 'Metadata'), shared, known)
  if (layers.problems.length > 0) return { web, kind: 'refused', problems: layers.problems }
  const website = websiteOf(web, layers, context)
  if ('reason' in website) return { web, kind: 'left alone', reason: website.reason }
  const { request } = website
  const { method, path, matcher, payloadFormatVersion } = request
  const mode = modeOf(layers, request)
  const settings = { ...layers.settings, method, path, matcher, payloadFormatVersion, mode }
  const alias = aliasNameOf(layers)

  const steps = [
    freeNames(web, alias, context),
    missingAlias(web, alias, context),
    publishOn(web, layers, context),
    missingPreference(web, settings, context),
    stackGate(web, layers, context),
    missingTags(web, settings, request, context),
    rollbackAlarm(web, layers, alias, context),
    invocable(web, context),
  ]
  const reason = steps.find(step => 'reason' in step)
  if (reason) return { web, kind: 'left alone', ...reason }
  const problems = steps.flatMap(step => ('problem' in step ? [step.problem] : []))
  if (problems.length > 0) return { web, kind: 'refused', problems }
  const additions = steps.flatMap(step => ('added' in step ? [step] : []))
  const added = additions.reduce((all, step) => merge(all, step.added) as JsonMap, {})
  return {
    web,
    kind: 'gated',
    request,
    settings,
    added,
    beside: Object.assign({}, ...additions.map(step => step.beside)),
  }
}

/**
 * Whether an invocation by the hook does no harm, and is possible.
 * https://docs.aws.amazon.com/lambda/latest/dg/tenant-isolation-invoke.html
 * https://docs.aws.amazon.com/lambda/latest/dg/durable-invoking.html
 */
const invocable = (web: WebFunction, { template }: MacroContext): StepResult => {
  if (effective(template, web, 'TenancyConfig')) return { reason: reasons.tenant }
  return effective(template, web, 'DurableConfig') ? { reason: reasons.durable } : { added: {} }
}
