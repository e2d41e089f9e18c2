import { effective, merge } from '../sam/globals.ts'
import type { WebFunction } from '../sam/template.ts'
import { type JsonMap, own } from '../schema/json.ts'
import type { Settings } from '../schema/settings.ts'
import { missingAlias } from './alias.ts'
import type { Surroundings } from './context.ts'
import { freeNames } from './free-names.ts'
import { missingPreference } from './preference.ts'
import { type Request, websiteOf } from './probe-request.ts'
import { rollbackAlarm } from './rollback-alarm.ts'
import { settingsOf } from './settings.ts'
import { missingTags } from './tags.ts'

/**
 * What happens to one function: `gated` with what is added to its properties and as resources beside it, `left alone`
 * with the reason why, or `refused` with what the user has to mend. Problems are whole sentences that begin with the
 * logical ID.
 */
export type Plan = { web: WebFunction } & (
  | { kind: 'gated'; request: Request; settings: Settings; added: JsonMap; beside: JsonMap }
  | { kind: 'left alone'; reason: string }
  | { kind: 'refused'; problems: string[] }
)

/**
 * What one step adds to a function's properties, and as resources beside it; or why the function has to stay as it is;
 * or what the user has to mend.
 */
export type Step = { added: JsonMap; beside?: JsonMap } | { reason: string } | { problem: string }

export const problemsOf = (plan: Plan): string[] => (plan.kind === 'refused' ? plan.problems : [])

/** One step for each thing that gating needs; the first reason wins over problems, and problems over additions. */
export const planFor = (web: WebFunction, surroundings: Surroundings): Plan => {
  const { shared, known } = surroundings
  const layers = settingsOf(web.logicalId, own(web.resource, 'Metadata'), shared, known.parameters)
  if (layers.problems.length > 0) return { web, kind: 'refused', problems: layers.problems }
  const website = websiteOf(web, layers, surroundings)
  if ('reason' in website) return { web, kind: 'left alone', reason: website.reason }
  const { request } = website
  const { method, path, matcher, payloadFormatVersion } = request
  const settings = { ...layers.settings, method, path, matcher, payloadFormatVersion }

  const steps = [
    freeNames(web, settings.aliasName, surroundings),
    missingAlias(web, settings.aliasName, surroundings),
    missingPreference(web, settings.deploymentType, surroundings),
    missingTags(web, settings, request, surroundings),
    rollbackAlarm(web, layers, surroundings),
    tenant(web, surroundings),
  ]
  const reason = steps.find(step => 'reason' in step)
  if (reason) return { web, kind: 'left alone', ...reason }
  const problems = steps.flatMap(step => ('problem' in step ? [`${web.logicalId}.${step.problem}`] : []))
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

/** https://docs.aws.amazon.com/lambda/latest/dg/tenant-isolation-invoke.html */
const tenant = (web: WebFunction, { template }: Surroundings): Step =>
  effective(template, web, 'TenancyConfig') ? { reason: 'each invocation of it needs a tenant ID' } : { added: {} }
