import { effective } from './globals.ts'
import { refName } from './parameters.ts'
import type { Step } from './plan.ts'
import { isEnabled } from './preference.ts'
import type { Surroundings } from './surroundings.ts'
import { own, type WebFunction } from './template.ts'

/** The alias, where none is in effect and one does no harm. */
export const missingAlias = (web: WebFunction, aliasName: string, surroundings: Surroundings): Step => {
  const alias = effective(surroundings.template, web, 'AutoPublishAlias')
  const taken = takenName(web, alias ?? aliasName, surroundings)
  if (taken) return { reason: `the template has a resource ${taken}, which SAM's own of that name would replace` }
  if (refName(alias) !== undefined || (typeof alias === 'string' && alias !== '')) return { added: {} }
  if (alias !== undefined) return { reason: 'SAM makes no alias of its AutoPublishAlias' }
  const problem = broken(web, aliasName, surroundings)
  return problem === undefined ? { added: { AutoPublishAlias: aliasName } } : { problem }
}

/** What the alias would break. */
const broken = (web: WebFunction, aliasName: string, { template, unqualified }: Surroundings): string | undefined => {
  const alias = `expected AutoPublishAlias: ${aliasName} on the function`
  const optOut = 'or Metadata.WebsiteHealthcheck.Enabled: false.'
  if (effective(template, web, 'FunctionUrlConfig'))
    return `FunctionUrlConfig is there without an alias in effect, and adding one would change the address of the Function URL; ${alias} where a new address is fine, ${optOut}`
  if (unqualified.has(web.logicalId))
    return `AutoPublishAlias is absent while an API integrates \${${web.logicalId}.Arn}, which API Gateway may no longer invoke once there is an alias; ${alias} and \${${web.logicalId}.Alias} in the API's definition, ${optOut}`
  return undefined
}

/** A resource of the template that bears a name which SAM will now give to one of its own. */
const takenName = (web: WebFunction, alias: unknown, { template, known }: Surroundings): string | undefined => {
  const hasAlias = effective(template, web, 'AutoPublishAlias') !== undefined
  const hasGroup = isEnabled(effective(template, web, 'DeploymentPreference'), known)
  const names = [
    ...(hasAlias ? [] : [`${web.logicalId}Alias${String(alias).replaceAll('-', 'D').replaceAll('_', 'U')}`]),
    ...(hasGroup ? [] : [`${web.logicalId}DeploymentGroup`, 'ServerlessDeploymentApplication']),
  ]
  return names.find(name => own(template.Resources, name) !== undefined)
}
