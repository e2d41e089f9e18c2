import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Around, api, behind, transformed, website } from '../helpers/template.ts'

const leftAlone = suite('a reason why a function is left alone')
const authorizer = { Auth: { Authorizer: 'Cognito' } }
const unreadable = { MyApi: { Type: 'AWS::Serverless::Api', Properties: { DefinitionUri: 's3://b/k' } } }

const rows: [code: string, text: string, properties: Record<string, unknown>, around?: Around][] = [
  ['Setting.Disabled', 'Enabled is false', website, { metadata: { Enabled: false } }],
  ['Route.None', 'it has no Api or HttpApi event; set Metadata.WebsiteHealthcheck.Enabled: true to gate it', {}],
  [
    'Route.NoGet',
    'none of its routes takes GET; set Metadata.WebsiteHealthcheck.Path to gate it',
    behind(api('POST', '/orders')),
  ],
  [
    'Route.NoMethod',
    'none of its routes takes HEAD, the Method set on the function; set Metadata.WebsiteHealthcheck.Path to gate it',
    behind(api('POST', '/orders')),
    { metadata: { Method: 'HEAD' } },
  ],
  [
    'Route.Parameters',
    'its GET routes have parameters that are only a part of a segment; set Metadata.WebsiteHealthcheck.Path to gate it',
    behind(api('GET', '/orders/{id}.json')),
  ],
  [
    'Route.NeedsAuthorizer',
    'its routes need an authorizer, and Authorizers is Skip; set Metadata.WebsiteHealthcheck.Path to gate it',
    behind(api('GET', '/orders', authorizer)),
    { metadata: { Authorizers: 'Skip' } },
  ],
  [
    'Name.Taken',
    'the template has a resource SiteAliaslive, which SAM would replace with its own of that name; rename that resource to gate the function',
    website,
    { resources: { SiteAliaslive: { Type: 'AWS::SNS::Topic' } } },
  ],
  [
    'Alias.MadeByTemplate',
    'the template makes the alias live itself, as Live; remove that resource, or set another AliasName, to gate it',
    website,
    {
      resources: { Live: { Type: 'AWS::Lambda::Alias', Properties: { Name: 'live', FunctionName: { Ref: 'Site' } } } },
    },
  ],
  [
    'Alias.Invalid',
    'SAM cannot make an alias from its AutoPublishAlias; expected a name or a Ref to a template parameter',
    { ...website, AutoPublishAlias: '' },
  ],
  [
    'Api.Unreadable',
    'what its API integrates cannot be read from the template and may bypass an alias; set AutoPublishAlias on the function to gate it',
    behind(api('ANY', '/{proxy+}', { RestApiId: 'MyApi' })),
    { resources: unreadable },
  ],
  [
    'DeploymentPreference.Disabled',
    'its DeploymentPreference is disabled',
    { ...website, DeploymentPreference: { Enabled: false } },
  ],
  [
    'DeploymentPreference.Invalid',
    'SAM rejects its DeploymentPreference as it is; expected a map whose Hooks are a map',
    { ...website, DeploymentPreference: [] },
  ],
  [
    'PreTraffic.Set',
    'its PreTraffic hook is set already',
    { ...website, DeploymentPreference: { Hooks: { PreTraffic: 'x' } } },
  ],
  [
    'Role.UsedByTemplate',
    'the template uses the CodeDeployServiceRole that SAM makes only for a preference without a Role; set Role in its DeploymentPreference to gate it',
    { ...website, AutoPublishAlias: 'live', DeploymentPreference: { Type: 'AllAtOnce' } },
    { resources: { Policy: { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'CodeDeployServiceRole' }] } } } },
  ],
  [
    'Tags.NotAMap',
    'its Tags are not a map, and the hook reads its settings from tags; write Tags as a map to gate it',
    { ...website, Tags: [] },
  ],
  [
    'AllProperties.PublishesOnTags',
    'AutoPublishAliasAllProperties requests a new version for the tags of the macro, and that deployment fails; remove it, or set PublishOn: Change, and leave room for a hash in Description, to gate the function',
    { ...website, AutoPublishAlias: 'live', AutoPublishAliasAllProperties: true },
    { metadata: { PublishOn: 'Code' } },
  ],
  [
    'AllProperties.PublishesOnTags',
    'AutoPublishAliasAllProperties requests a new version for the tags of the macro, and that deployment fails; remove it, or set PublishOn: Change, and leave room for a hash in Description, to gate the function',
    { ...website, AutoPublishAliasAllProperties: true, Description: 'x'.repeat(250) },
  ],
  [
    'Route.TooLong',
    'its GET routes are longer than the value of a tag; set Metadata.WebsiteHealthcheck.Path to gate it',
    behind(api('GET', `/${'ü'.repeat(100)}`)),
  ],
  [
    'DurableConfig.Execution',
    'each invocation of it starts a durable execution',
    { ...website, DurableConfig: { ExecutionTimeout: 60 } },
  ],
  ['Tenancy.NeedsTenant', 'each invocation of it needs a tenant ID', { ...website, TenancyConfig: { A: 'B' } }],
]

for (const [code, text, properties, around] of rows)
  leftAlone(`${code} says: ${text}`, () => {
    const { reason, reasonText } = transformed(properties, around)
    assert.equal([reason, reasonText], [code, text])
  })

leftAlone.run()
