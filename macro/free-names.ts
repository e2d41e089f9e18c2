import { effective, isPlainMap } from '../sam/globals.ts'
import { refName } from '../sam/intrinsics.ts'
import type { Resource, Template, WebFunction } from '../sam/template.ts'
import { dig, own } from '../schema/json.ts'
import type { Surroundings } from './context.ts'
import type { Step } from './function-plan.ts'
import { isEnabled } from './preference.ts'

/** The names in a template with which SAM's own might meet. Worked out once for all functions. */
export type Names = {
  resources: ReadonlySet<string>
  aliases: { logicalId: string; name: unknown; target: string }[]
  /** Whether the template uses the role that SAM makes while a preference lacks one. */
  usesServiceRole(): boolean
}

export const namesOf = (template: Template, resources: Resource[]): Names => {
  const serviceRole = 'CodeDeployServiceRole'
  let uses: boolean | undefined
  return {
    resources: new Set(resources.map(({ logicalId }) => logicalId)),
    aliases: resources
      .filter(({ resource }) => own(resource, 'Type') === 'AWS::Lambda::Alias')
      .map(({ logicalId, resource }) => ({
        logicalId,
        name: dig(resource, 'Properties', 'Name'),
        target: targetOf(dig(resource, 'Properties', 'FunctionName')),
      })),
    usesServiceRole: () => {
      // the whole template: asked only for a preference of the user's own that has no Role
      uses ??= own(template.Resources, serviceRole) === undefined && mentioned.test(JSON.stringify(template))
      return uses
    },
  }
}

/** In a text, not in a key. */
const mentioned = /CodeDeployServiceRole(?:[^"\\]|\\.)*"(?!:)/

/** `!Ref Site`, or any other intrinsic function as text. */
const targetOf = (functionName: unknown): string => refName(functionName) ?? JSON.stringify(functionName) ?? ''

/** Whether SAM may give its alias and CodeDeploy resources the names that it will, without taking one of the user's. */
export const freeNames = (web: WebFunction, aliasName: string, surroundings: Surroundings): Step => {
  const { template, known, names } = surroundings
  const { logicalId } = web
  const hasAlias = effective(template, web, 'AutoPublishAlias') !== undefined
  const preference = effective(template, web, 'DeploymentPreference')
  const wanted = [
    ...(hasAlias ? [] : [`${logicalId}Alias${aliasName.replaceAll('-', 'D').replaceAll('_', 'U')}`]),
    ...(isEnabled(preference, known) ? [] : [`${logicalId}DeploymentGroup`, 'ServerlessDeploymentApplication']),
  ]
  const taken = wanted.find(name => names.resources.has(name))
  if (taken) return { reason: `the template has a resource ${taken}, which SAM's own of that name would replace` }
  const ownAlias = hasAlias ? undefined : names.aliases.find(alias => isAliasOf(alias, logicalId, aliasName))
  if (ownAlias) return { reason: `the template makes the alias ${aliasName} itself, as ${ownAlias.logicalId}` }
  return lacksRole(preference) && names.usesServiceRole() ? losesRole : { added: {} }
}

const losesRole = {
  reason: 'the template uses the CodeDeployServiceRole that SAM makes only for a preference without a Role',
}

/** A name that is an intrinsic function may turn out to be the same. */
const isAliasOf = ({ name, target }: Names['aliases'][number], logicalId: string, aliasName: string): boolean =>
  (target === logicalId || target.includes(`"${logicalId}"`)) && (name === aliasName || typeof name !== 'string')

const lacksRole = (preference: unknown): boolean =>
  isPlainMap(preference) && Object.keys(preference).length > 0 && !Object.hasOwn(preference, 'Role')
