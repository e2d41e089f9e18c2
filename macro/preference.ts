import { effective, isPlainMap } from '../sam/globals.ts'
import { type Known, resolve } from '../sam/intrinsics.ts'
import { isIntrinsic, type WebFunction } from '../sam/template.ts'
import { isMap, type JsonMap, own } from '../schema/json.ts'
import type { Surroundings } from './context.ts'
import type { Step } from './function-plan.ts'

/** The two values that tie a function to the installed stack. */
export type Wiring = { role: unknown; preTrafficHook: unknown }

const disabled = { reason: 'its DeploymentPreference is disabled' }
const refused = { reason: 'SAM refuses its DeploymentPreference as it is' }

/** What the DeploymentPreference in effect lacks: all of it, or single keys of it. */
export const missingPreference = (
  web: WebFunction,
  deploymentType: string,
  { template, known, wiring }: Surroundings,
): Step => {
  const inEffect = effective(template, web, 'DeploymentPreference')
  const preference = inEffect ?? {}
  if (inEffect === null || isDisabled(preference, known)) return disabled
  if (!isPlainMap(preference)) return refused
  const hooks = Object.hasOwn(preference, 'Hooks') ? preference.Hooks : {}
  if (isIntrinsic(hooks)) return { problem: intrinsicHooks(hooks) }
  if (!isMap(hooks) || own(hooks, 'PreTraffic') === null) return refused
  if (Object.hasOwn(hooks, 'PreTraffic')) return { reason: 'its PreTraffic hook is set already' }
  const isOurs = Object.keys(preference).length === 0
  const all: JsonMap = {
    Type: deploymentType,
    Role: wiring.role,
    ...(isOurs && own(web.resource, 'Condition') !== undefined && { PassthroughCondition: true }),
  }
  const absent = Object.entries(all).filter(([key]) => !Object.hasOwn(preference, key))
  const missing = { ...Object.fromEntries(absent), Hooks: { PreTraffic: wiring.preTrafficHook } }
  return { added: { DeploymentPreference: missing } }
}

/** Whether SAM makes a deployment group of a preference that is in effect. */
export const isEnabled = (preference: unknown, known: Known): boolean =>
  isPlainMap(preference) && Object.keys(preference).length > 0 && !isDisabled(preference, known)

const isDisabled = (preference: unknown, known: Known): boolean => {
  if (!isPlainMap(preference) || !Object.hasOwn(preference, 'Enabled')) return false
  const enabled = resolve(preference.Enabled, known)
  return !enabled || enabled === 'false' || enabled === 'False' || isEmpty(enabled)
}

// Python, in which SAM asks, takes an empty list or map for false
const isEmpty = (value: unknown): boolean => typeof value === 'object' && Object.keys(value ?? {}).length === 0

const intrinsicHooks = (hooks: JsonMap): string =>
  `DeploymentPreference.Hooks is ${Object.keys(hooks)[0]}, of which SAM silently drops every hook; ` +
  'expected a map, with the intrinsic function inside: Hooks: { PostTraffic: !If […] }.'
