import { effective } from '../sam/globals.ts'
import { hasUnreadableApi, unqualifiedNameOf } from '../sam/integrations.ts'
import { refName } from '../sam/intrinsics.ts'
import { propertyPath } from '../sam/paths.ts'
import type { WebFunction } from '../sam/template.ts'
import type { Problem } from '../schema/problem.ts'
import type { MacroContext } from './context.ts'
import { reasons } from './left-alone.ts'
import type { AliasName } from './settings.ts'
import type { StepResult } from './step.ts'

/** The alias, where none is in effect and one does no harm. */
export const missingAlias = (web: WebFunction, aliasName: AliasName, context: MacroContext): StepResult => {
  const { template, integrations, known } = context
  const alias = effective(template, web, 'AutoPublishAlias')
  if (refName(alias) !== undefined || (typeof alias === 'string' && alias !== '')) {
    const problem = pastAlias(web, context)
    return problem === undefined ? { added: {} } : { problem }
  }
  if (alias !== undefined) return { reason: reasons.invalidAlias }
  const problem = broken(web, aliasName, context)
  if (problem !== undefined) return { problem }
  if (hasUnreadableApi(web, integrations, known)) return { reason: reasons.unreadableApi }
  return { added: { AutoPublishAlias: aliasName.written } }
}

/** The alias is set and every request to the API would fail: the advice of a refusal was followed only in part. */
const pastAlias = (web: WebFunction, { template, integrations, known }: MacroContext): Problem | undefined => {
  const unqualified = unqualifiedNameOf(web, integrations, known)
  if (unqualified === undefined) return undefined
  return {
    code: 'Api.PastAlias',
    path: propertyPath(template, web, 'AutoPublishAlias'),
    sentence: `${web.logicalId}.AutoPublishAlias is set while an API integrates ${unqualified}, which API Gateway may not invoke, because SAM gives it permission on the alias only; expected \${${web.logicalId}.Alias} in the API's definition.`,
  }
}

/** What the alias would break. */
const broken = (web: WebFunction, aliasName: AliasName, context: MacroContext): Problem | undefined => {
  const { template, integrations, known } = context
  const { logicalId } = web
  const alias = `expected AutoPublishAlias: ${aliasName.shown} on the function`
  const optOut = 'or Metadata.WebsiteHealthcheck.Enabled: false.'
  if (effective(template, web, 'FunctionUrlConfig'))
    return {
      code: 'FunctionUrl.WithoutAlias',
      path: propertyPath(template, web, 'FunctionUrlConfig'),
      sentence: `${logicalId}.FunctionUrlConfig has no alias in effect, and adding one would change the address of the Function URL; ${alias} where a new address is fine, ${optOut}`,
    }
  const unqualified = unqualifiedNameOf(web, integrations, known)
  if (unqualified !== undefined)
    return {
      code: 'Api.WithoutAlias',
      path: propertyPath(template, web, 'AutoPublishAlias'),
      sentence: `${logicalId}.AutoPublishAlias is not set while an API integrates ${unqualified}, which API Gateway may no longer invoke once there is an alias; ${alias} and \${${logicalId}.Alias} in the API's definition, ${optOut}`,
    }
  return undefined
}
