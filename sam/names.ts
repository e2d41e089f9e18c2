import { dig, own } from '../schema/json.ts'
import { refName } from './intrinsics.ts'
import type { Resource, Template } from './template.ts'

/** The names in a template with which SAM's own might collide. Computed once for all functions. */
export type Names = {
  resources: ReadonlySet<string>
  aliases: AliasResource[]
  /** Whether the template uses the role that SAM makes while a preference lacks one. */
  usesServiceRole(): boolean
}

/** An AWS::Lambda::Alias of the template. `target` is the logical ID of the function, or JSON that may hold it. */
type AliasResource = { logicalId: string; name: unknown; target: string }

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
      // reads the whole template, and is needed only for a user's preference that has no Role
      uses ??= own(template.Resources, serviceRole) === undefined && mentions(template, serviceRole)
      return uses
    },
  }
}

/** In a text, not in a key. */
const mentions = (value: unknown, name: string): boolean =>
  typeof value === 'string'
    ? value.includes(name)
    : typeof value === 'object' && value !== null && Object.values(value).some(entry => mentions(entry, name))

/** `!Ref Site`, or any other intrinsic function as text. */
const targetOf = (functionName: unknown): string => refName(functionName) ?? JSON.stringify(functionName) ?? ''

/** An alias resource of the template with the name that SAM's alias of the function would have. */
export const ownAliasOf = ({ aliases }: Names, logicalId: string, aliasName: string): AliasResource | undefined =>
  aliases.find(
    // a name that is an intrinsic function may turn out to be the same
    ({ name, target }) =>
      (target === logicalId || target.includes(`"${logicalId}"`)) && (name === aliasName || typeof name !== 'string'),
  )

/** The logical ID that SAM gives an alias. */
export const aliasLogicalId = (logicalId: string, aliasName: string): string =>
  `${logicalId}Alias${aliasName.replaceAll('-', 'D').replaceAll('_', 'U')}`

/** The logical IDs that SAM gives what CodeDeploy needs for a function. */
export const deploymentLogicalIds = (logicalId: string): string[] => [
  `${logicalId}DeploymentGroup`,
  'ServerlessDeploymentApplication',
]
