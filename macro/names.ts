import { effective, isPlainMap } from './globals.ts'
import { refName } from './parameters.ts'
import type { Step } from './plan.ts'
import { isEnabled } from './preference.ts'
import type { Surroundings } from './surroundings.ts'
import { dig, own, resourcesOf, type WebFunction } from './template.ts'

/** Whether SAM may give its alias and CodeDeploy resources the names that it will, without taking one of the user's. */
export const freeNames = (web: WebFunction, aliasName: string, { template, known }: Surroundings): Step => {
  const hasAlias = effective(template, web, 'AutoPublishAlias') !== undefined
  const preference = effective(template, web, 'DeploymentPreference')
  const names = [
    ...(hasAlias ? [] : [`${web.logicalId}Alias${aliasName.replaceAll('-', 'D').replaceAll('_', 'U')}`]),
    ...(isEnabled(preference, known) ? [] : [`${web.logicalId}DeploymentGroup`, 'ServerlessDeploymentApplication']),
  ]
  const resources = resourcesOf(template.Resources)
  const taken = resources.find(({ logicalId }) => names.includes(logicalId))
  if (taken)
    return { reason: `the template has a resource ${taken.logicalId}, which SAM's own of that name would replace` }
  const isOwnAlias = ({ resource }: { resource: unknown }) => isAliasOf(resource, web.logicalId, aliasName)
  const ownAlias = hasAlias ? undefined : resources.find(isOwnAlias)
  if (ownAlias) return { reason: `the template makes the alias ${aliasName} itself, as ${ownAlias.logicalId}` }
  return losesRole(preference, template)
    ? { reason: 'the template uses the CodeDeployServiceRole that SAM makes only for a preference without a Role' }
    : { added: {} }
}

/** A name that is an intrinsic function may turn out to be the same. */
const isAliasOf = (resource: unknown, logicalId: string, aliasName: string): boolean => {
  if (own(resource, 'Type') !== 'AWS::Lambda::Alias') return false
  const name = dig(resource, 'Properties', 'Name')
  const target = dig(resource, 'Properties', 'FunctionName')
  const names = refName(target) === logicalId || JSON.stringify(target)?.includes(`"${logicalId}"`)
  return Boolean(names) && (name === aliasName || typeof name !== 'string')
}

// SAM makes that role while a preference lacks one, and a template may name what SAM makes
const losesRole = (preference: unknown, template: Surroundings['template']): boolean =>
  isPlainMap(preference) &&
  Object.keys(preference).length > 0 &&
  !Object.hasOwn(preference, 'Role') &&
  own(template.Resources, 'CodeDeployServiceRole') === undefined &&
  JSON.stringify(template).includes('CodeDeployServiceRole')
