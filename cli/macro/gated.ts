import { type Format, type ProbePlan, planProbe } from '../../healthcheck/probe-plan.ts'
import type { FunctionPlan } from '../../macro/function-plan.ts'
import { effective } from '../../sam/globals.ts'
import { refName, resolve, resolveAsSam } from '../../sam/intrinsics.ts'
import type { Known } from '../../sam/known.ts'
import { isEnabled } from '../../sam/preference.ts'
import { functionsOf, type Template, type WebFunction } from '../../sam/template.ts'
import { own } from '../../schema/json.ts'
import type { Settings } from '../../schema/settings.ts'
import { tagsOf } from './tags.ts'

/** A function whose new versions wait behind an alias for the hook of the installed stack, and how the hook probes it. */
export type Gated = {
  web: WebFunction
  /** Gated by the macro, or by a PreTraffic hook that the author wrote. */
  by: 'macro' | 'author'
  alias: string
  deploymentType: string
  tags: Record<string, string>
  probe: ProbePlan
}

/**
 * The gated functions of a template as the macro returns it. Every command uses this.
 *
 * @param stackDefaults what the hook does where no tag says otherwise
 */
export const gatedFunctions = (
  template: Template,
  plans: readonly FunctionPlan[],
  known: Known,
  stackDefaults: Settings,
): Gated[] => {
  const byMacro = new Set(plans.flatMap(plan => (plan.kind === 'gated' ? [plan.web.logicalId] : [])))
  return functionsOf(template.Resources).flatMap(web => {
    const by = byMacro.has(web.logicalId) ? 'macro' : 'author'
    const alias = aliasName(effective(template, web, 'AutoPublishAlias'), known)
    const preference = effective(template, web, 'DeploymentPreference')
    if (alias === undefined || (by === 'author' && !isWired(template, preference, known))) return []
    const type = resolve(own(preference, 'Type'), known)
    const tags = tagsOf(template, web, known)
    const deploymentType = typeof type === 'string' ? type : 'AllAtOnce'
    return [{ web, by, alias, deploymentType, tags, probe: planProbe(tags, web.logicalId, stackDefaults) }]
  })
}

/** Of the event that the hook sends. */
export const payloadFormatVersions: Record<Format, '1.0' | '2.0' | 'ALB'> = {
  'REST API 1.0': '1.0',
  'HTTP API 1.0': '1.0',
  'HTTP API 2.0': '2.0',
  'Function URL 2.0': '2.0',
  ALB: 'ALB',
}

/** The name of a parameter stands for the value that it does not have. */
const aliasName = (alias: unknown, known: Known): string | undefined => {
  const name = resolveAsSam(alias, known)
  return typeof name === 'string' && name !== '' ? name : refName(name)
}

const isWired = (template: Template, preference: unknown, known: Known): boolean =>
  isEnabled(preference, known) && isOurHook(template, own(own(preference, 'Hooks'), 'PreTraffic'))

/** The export of the installed stack, whatever its prefix, the hook's own name, or the custom resource of StackGate. */
export const isOurHook = ({ Resources }: Template, hook: unknown): boolean => {
  const resource = own(Resources, refName(hook) ?? '')
  if (resource !== undefined) return own(resource, 'Type') === 'Custom::WebsiteHealthcheck'
  const imported = own(hook, 'Fn::ImportValue')
  const name = JSON.stringify(imported ?? hook ?? '')
  return imported === undefined ? name.includes('CodeDeployHook_LambdaWebsite') : /PreTrafficHook"\W*$/.test(name)
}
