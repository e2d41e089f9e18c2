/** Why a function stays as it is: `code` for programs, `text` for people, in words that complete «left alone: ». */
export type LeftAloneReason = { code: LeftAloneCode; text: string }

export type LeftAloneCode =
  | 'Alias.Invalid'
  | 'Alias.MadeByTemplate'
  | 'AllProperties.PublishesOnTags'
  | 'Api.Unreadable'
  | 'DeploymentPreference.Disabled'
  | 'DeploymentPreference.Invalid'
  | 'DurableConfig.Execution'
  | 'Name.Taken'
  | 'PreTraffic.Set'
  | 'Role.UsedByTemplate'
  | 'Route.NeedsAuthorizer'
  | 'Route.None'
  | 'Route.NoGet'
  | 'Route.NoMethod'
  | 'Route.NotLiteral'
  | 'Route.Parameters'
  | 'Route.TooLong'
  | 'Setting.Disabled'
  | 'Tags.NotAMap'
  | 'Tenancy.NeedsTenant'

/** The way out where no route can be probed as it is. */
const setPath = 'set Metadata.WebsiteHealthcheck.Path to gate it'

/** The reasons whose text is always the same. */
export const reasons = {
  optedOut: { code: 'Setting.Disabled', text: 'Enabled is false' },
  noApiEvent: {
    code: 'Route.None',
    text: 'it has no Api or HttpApi event; set Metadata.WebsiteHealthcheck.Enabled: true to gate it',
  },
  noGet: { code: 'Route.NoGet', text: `none of its routes takes GET; ${setPath}` },
  parameters: {
    code: 'Route.Parameters',
    text: `its GET routes have parameters that are only a part of a segment; ${setPath}`,
  },
  noLiteralPath: { code: 'Route.NotLiteral', text: `its GET routes have no literal path; ${setPath}` },
  authorizer: {
    code: 'Route.NeedsAuthorizer',
    text: `its routes need an authorizer, and Authorizers is Skip; ${setPath}`,
  },
  invalidAlias: {
    code: 'Alias.Invalid',
    text: 'SAM cannot make an alias from its AutoPublishAlias; expected a name or a Ref to a template parameter',
  },
  unreadableApi: {
    code: 'Api.Unreadable',
    text: 'what its API integrates cannot be read from the template and may bypass an alias; set AutoPublishAlias on the function to gate it',
  },
  disabledPreference: { code: 'DeploymentPreference.Disabled', text: 'its DeploymentPreference is disabled' },
  invalidPreference: {
    code: 'DeploymentPreference.Invalid',
    text: 'SAM rejects its DeploymentPreference as it is; expected a map whose Hooks are a map',
  },
  ownHook: { code: 'PreTraffic.Set', text: 'its PreTraffic hook is set already' },
  serviceRole: {
    code: 'Role.UsedByTemplate',
    text: 'the template uses the CodeDeployServiceRole that SAM makes only for a preference without a Role; set Role in its DeploymentPreference to gate it',
  },
  tags: {
    code: 'Tags.NotAMap',
    text: 'its Tags are not a map, and the hook reads its settings from tags; write Tags as a map to gate it',
  },
  allProperties: {
    code: 'AllProperties.PublishesOnTags',
    text: 'AutoPublishAliasAllProperties requests a new version for the tags of the macro, and that deployment fails; remove it, or set PublishOn: Change, and leave room for a hash in Description, to gate the function',
  },
  durable: {
    code: 'DurableConfig.Execution',
    text: 'each invocation of it starts a durable execution',
  },
  tooLong: { code: 'Route.TooLong', text: `its GET routes are longer than the value of a tag; ${setPath}` },
  tenant: { code: 'Tenancy.NeedsTenant', text: 'each invocation of it needs a tenant ID' },
} as const satisfies Record<string, LeftAloneReason>

/** The reasons whose text names something of the template. */
export const noRouteFor = (method: string): LeftAloneReason => ({
  code: 'Route.NoMethod',
  text: `none of its routes takes ${method}, the Method set on the function; ${setPath}`,
})

export const nameTaken = (name: string): LeftAloneReason => ({
  code: 'Name.Taken',
  text: `the template has a resource ${name}, which SAM would replace with its own of that name; rename that resource to gate the function`,
})

export const aliasMadeByTemplate = (aliasName: string, logicalId: string): LeftAloneReason => ({
  code: 'Alias.MadeByTemplate',
  text: `the template makes the alias ${aliasName} itself, as ${logicalId}; remove that resource, or set another AliasName, to gate it`,
})
