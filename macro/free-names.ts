import { effective, isPlainMap } from '../sam/globals.ts'
import { aliasLogicalId, deploymentLogicalIds, ownAliasOf } from '../sam/names.ts'
import { isEnabled } from '../sam/preference.ts'
import type { WebFunction } from '../sam/template.ts'
import type { MacroContext } from './context.ts'
import { aliasMadeByTemplate, nameTaken, reasons } from './left-alone.ts'
import type { AliasName } from './settings.ts'
import type { StepResult } from './step.ts'

/** Whether SAM may give its alias and CodeDeploy resources their names without taking one of the user's. */
export const freeNames = (
  web: WebFunction,
  aliasName: AliasName,
  { template, known, names }: MacroContext,
): StepResult => {
  const { logicalId } = web
  const hasAlias = effective(template, web, 'AutoPublishAlias') !== undefined
  const preference = effective(template, web, 'DeploymentPreference')
  const wanted = [
    ...(hasAlias ? [] : [[aliasLogicalId(logicalId, aliasName.name), aliasLogicalId(logicalId, aliasName.shown)]]),
    ...(isEnabled(preference, known) ? [] : deploymentLogicalIds(logicalId).map(id => [id, id])),
  ]
  const [, taken] = wanted.find(([id = '']) => names.resources.has(id)) ?? []
  if (taken) return { reason: nameTaken(taken) }
  const ownAlias = hasAlias ? undefined : ownAliasOf(names, logicalId, aliasName.name)
  if (ownAlias) return { reason: aliasMadeByTemplate(aliasName.shown, ownAlias.logicalId) }
  return lacksRole(preference) && names.usesServiceRole() ? { reason: reasons.serviceRole } : { added: {} }
}

const lacksRole = (preference: unknown): boolean =>
  isPlainMap(preference) && Object.keys(preference).length > 0 && !Object.hasOwn(preference, 'Role')
