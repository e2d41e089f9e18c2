import { effective } from '../../sam/globals.ts'
import { isEnabled } from '../../sam/preference.ts'
import { apiEvents } from '../../sam/routes.ts'
import { functionsOf, type WebFunction } from '../../sam/template.ts'
import { dig, own, textOf } from '../../schema/json.ts'
import { macroName } from '../../schema/macro-name.ts'
import { listed } from '../command-line/listed.ts'
import type { Remark, Subject } from './rule.ts'

/** Functions without an API event that a DeploymentPreference in Globals holds for. */
export const workers = ({ value, known }: Pick<Subject, 'value' | 'known'>): WebFunction[] =>
  functionsOf(value.Resources).filter(web => {
    const inGlobals = isEnabled(dig(value, 'Globals', 'Function', 'DeploymentPreference'), known)
    const preference = effective(value, web, 'DeploymentPreference')
    if (!inGlobals || !isEnabled(preference, known) || preference === own(web.properties, 'DeploymentPreference'))
      return false
    const settings = dig(web.resource, 'Metadata', macroName)
    const optedIn = own(settings, 'Path') !== undefined || textOf(own(settings, 'Enabled')).toLowerCase() === 'true'
    return !optedIn && apiEvents(web.properties.Events, known).length === 0
  })

/** One remark, at the place in Globals, on all functions that it should not hold for. */
export const globally = (webs: WebFunction[], keys: string[], verb: string, which: string): Remark[] => {
  if (webs.length === 0) return []
  const names = listed(webs.map(({ logicalId }) => logicalId))
  const message = `Globals.Function.${keys.join('.')} ${verb} ${names}, ${which}; expected it on website functions only.`
  return [{ path: ['Globals', 'Function', ...keys], message }]
}
