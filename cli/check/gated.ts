import { effective } from '../../sam/globals.ts'
import { isEnabled } from '../../sam/preference.ts'
import { functionsOf, type WebFunction } from '../../sam/template.ts'
import { own } from '../../schema/json.ts'
import type { Subject } from './rule.ts'

/** Functions whose new versions wait behind an alias for a hook, by the macro or by what their author wrote. */
export const gatedFunctions = ({ value, plans, known }: Subject): WebFunction[] => {
  const byMacro = new Set(plans.flatMap(plan => (plan.kind === 'gated' ? [plan.web.logicalId] : [])))
  return functionsOf(value.Resources).filter(web => {
    if (byMacro.has(web.logicalId)) return true
    const preference = effective(value, web, 'DeploymentPreference')
    const hook = own(own(preference, 'Hooks'), 'PreTraffic')
    return Boolean(hook) && isEnabled(preference, known) && effective(value, web, 'AutoPublishAlias') !== undefined
  })
}
