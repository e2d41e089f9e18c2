import { effective } from '../sam/globals.ts'
import { hasUnreadableApi, unqualifiedNameOf } from '../sam/integrations.ts'
import { refName } from '../sam/intrinsics.ts'
import type { WebFunction } from '../sam/template.ts'
import type { Surroundings } from './context.ts'
import type { Step } from './function-plan.ts'

/** The alias, where none is in effect and one does no harm. */
export const missingAlias = (web: WebFunction, aliasName: string, surroundings: Surroundings): Step => {
  const { template, integrations, known } = surroundings
  const alias = effective(template, web, 'AutoPublishAlias')
  if (refName(alias) !== undefined || (typeof alias === 'string' && alias !== '')) return { added: {} }
  if (alias !== undefined) return { reason: 'SAM makes no alias of its AutoPublishAlias' }
  const problem = broken(web, aliasName, surroundings)
  if (problem !== undefined) return { problem }
  if (hasUnreadableApi(web, integrations, known)) return { reason: unreadable }
  return { added: { AutoPublishAlias: aliasName } }
}

const unreadable =
  'what its API integrates cannot be read from the template and might go past an alias; AutoPublishAlias on the function gates it'

/** What the alias would break. */
const broken = (
  web: WebFunction,
  aliasName: string,
  { template, integrations, known }: Surroundings,
): string | undefined => {
  const alias = `expected AutoPublishAlias: ${aliasName} on the function`
  const optOut = 'or Metadata.WebsiteHealthcheck.Enabled: false.'
  if (effective(template, web, 'FunctionUrlConfig'))
    return `FunctionUrlConfig is there without an alias in effect, and adding one would change the address of the Function URL; ${alias} where a new address is fine, ${optOut}`
  const unqualified = unqualifiedNameOf(web, integrations, known)
  if (unqualified !== undefined)
    return `AutoPublishAlias is absent while an API integrates ${unqualified}, which API Gateway may no longer invoke once there is an alias; ${alias} and \${${web.logicalId}.Alias} in the API's definition, ${optOut}`
  return undefined
}
