import { effective, isPlainMap } from '../sam/globals.ts'
import { propertyPath } from '../sam/paths.ts'
import { isDisabled } from '../sam/preference.ts'
import { isIntrinsic, type WebFunction } from '../sam/template.ts'
import { isMap, type JsonMap, own } from '../schema/json.ts'
import type { Problem } from '../schema/problem.ts'
import type { Settings } from '../schema/settings.ts'
import type { MacroContext } from './context.ts'
import { reasons } from './left-alone.ts'
import { gateLogicalId } from './stack-gate.ts'
import type { StepResult } from './step.ts'

/** What the DeploymentPreference in effect lacks: all of it, or single keys of it. */
export const missingPreference = (web: WebFunction, settings: Settings, context: MacroContext): StepResult => {
  const { template, known, wiring } = context
  const inEffect = effective(template, web, 'DeploymentPreference')
  const preference = inEffect ?? {}
  if (inEffect === null || isDisabled(preference, known)) return { reason: reasons.disabledPreference }
  if (!isPlainMap(preference)) return { reason: reasons.invalidPreference }
  const hooks = Object.hasOwn(preference, 'Hooks') ? preference.Hooks : {}
  if (isIntrinsic(hooks)) return { problem: intrinsicHooks(web, hooks, template) }
  if (!isMap(hooks) || own(hooks, 'PreTraffic') === null) return { reason: reasons.invalidPreference }
  if (Object.hasOwn(hooks, 'PreTraffic')) return { reason: reasons.ownHook }
  const isOurs = Object.keys(preference).length === 0
  const all: JsonMap = {
    Type: settings.deploymentType,
    Role: wiring.role,
    ...(isOurs && own(web.resource, 'Condition') !== undefined && { PassthroughCondition: true }),
  }
  const absent = Object.entries(all).filter(([key]) => !Object.hasOwn(preference, key))
  const hook = settings.stackGate ? { Ref: gateLogicalId(web) } : wiring.preTrafficHook
  const missing = { ...Object.fromEntries(absent), Hooks: { PreTraffic: hook } }
  return { added: { DeploymentPreference: missing } }
}

const intrinsicHooks = (web: WebFunction, hooks: JsonMap, template: JsonMap): Problem => ({
  code: 'Hooks.Intrinsic',
  path: propertyPath(template, web, 'DeploymentPreference', 'Hooks'),
  sentence:
    `${web.logicalId}.DeploymentPreference.Hooks is ${Object.keys(hooks)[0]}, and SAM silently drops every hook in it; ` +
    'expected a map, with the intrinsic function inside: Hooks: { PostTraffic: !If […] }.',
})
