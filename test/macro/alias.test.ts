import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Around, api, behind, transformed, website } from '../helpers/template.ts'

const aliasOf = (properties: Record<string, unknown>, around: Around = {}) => {
  const { added, reason, problems } = transformed({ ...website, ...properties }, around)
  return added ? (added.AutoPublishAlias ?? 'kept') : (reason ?? problems.join(' '))
}

const none = 'SAM makes no alias of its AutoPublishAlias'
const alias = suite('the alias')

for (const [title, properties, around, expected] of [
  ['is live where there is none', {}, {}, 'live'],
  ['is that of AliasName', {}, { params: { AliasName: 'prod' } }, 'prod'],
  ['is kept whatever its name', { AutoPublishAlias: 'mine' }, { params: { AliasName: 'prod' } }, 'kept'],
  ['is kept as a Ref', { AutoPublishAlias: { Ref: 'Alias' } }, {}, 'kept'],
  ['of Globals is kept', {}, { globals: { AutoPublishAlias: 'global' } }, 'kept'],
  [
    'of ignored Globals does not count',
    {},
    { globals: { AutoPublishAlias: 'g' }, attributes: { IgnoreGlobals: '*' } },
    'live',
  ],
  ['that is null leaves the function alone', { AutoPublishAlias: null }, {}, none],
  ['that is empty leaves the function alone', { AutoPublishAlias: '' }, {}, none],
  ['that SAM refuses leaves the function alone', { AutoPublishAlias: { 'Fn::Sub': 'x' } }, {}, none],
  ['that is no text leaves the function alone', { AutoPublishAlias: 5 }, {}, none],
] as const)
  alias(title, () => {
    assert.is(aliasOf(properties, around), expected)
  })

const taken = (name: string) => `the template has a resource ${name}, which SAM's own of that name would replace`

for (const [title, name, properties, around, expected] of [
  ['its alias', 'SiteAliaslive', {}, {}, taken('SiteAliaslive')],
  ['another alias', 'SiteAliasmyDliveU', {}, { params: { AliasName: 'my-live_' } }, taken('SiteAliasmyDliveU')],
  ['its deployment group', 'SiteDeploymentGroup', {}, {}, taken('SiteDeploymentGroup')],
  ['the deployment application', 'ServerlessDeploymentApplication', {}, {}, taken('ServerlessDeploymentApplication')],
  ['an alias that it does not get', 'SiteAliaslive', { AutoPublishAlias: 'live' }, {}, 'kept'],
  [
    'a deployment group that it has already',
    'SiteDeploymentGroup',
    { AutoPublishAlias: 'live', DeploymentPreference: { Type: 'AllAtOnce' } },
    {},
    'kept',
  ],
] as const)
  alias(`and a resource of the template with the name of ${title}`, () => {
    const resources = { [name]: { Type: 'AWS::SNS::Topic' } }
    assert.is(aliasOf(properties, { ...around, resources }), expected)
  })

alias('is not added to a function whose Function URL it would replace', () => {
  const properties = { FunctionUrlConfig: { AuthType: 'NONE' } }
  const message =
    'Site.FunctionUrlConfig is there without an alias in effect, and adding one would change the address of the Function URL; expected AutoPublishAlias: live on the function where a new address is fine, or Metadata.WebsiteHealthcheck.Enabled: false.'
  assert.is(aliasOf(properties), message)
  assert.is(aliasOf({}, { globals: properties }), message)
  assert.is(aliasOf({ ...properties, AutoPublishAlias: 'live' }), 'kept')
  assert.is(aliasOf(properties, { metadata: { Enabled: false } }), 'Enabled is false')
})

alias('is not added to a function that needs a tenant ID, and nothing else either', () => {
  const reason = 'each invocation of it needs a tenant ID'
  assert.is(aliasOf({ TenancyConfig: { TenantIsolationMode: 'PER_TENANT' } }), reason)
  assert.is(aliasOf({}, { globals: { TenancyConfig: { TenantIsolationMode: 'PER_TENANT' } } }), reason)
})

alias.run()

const body = suite('an API definition that integrates the unqualified function')

const site = (properties: Record<string, unknown> = {}) => ({
  ...behind(api('ANY', '/{proxy+}', { RestApiId: { Ref: 'MyApi' } })),
  ...properties,
})

const defining = (uri: unknown, type = 'AWS::Serverless::Api', key = 'DefinitionBody') => ({
  MyApi: {
    Type: type,
    Properties: { [key]: { paths: { '/x': { get: { 'x-amazon-apigateway-integration': { uri } } } } } },
  },
})
const sub = (text: string) => ({ 'Fn::Sub': `arn:aws:apigateway:eu-west-1:lambda:path/functions/${text}/invocations` })
const message =
  "Site.AutoPublishAlias is absent while an API integrates ${Site.Arn}, which API Gateway may no longer invoke once there is an alias; expected AutoPublishAlias: live on the function and ${Site.Alias} in the API's definition, or Metadata.WebsiteHealthcheck.Enabled: false."

const permission = (FunctionName: unknown) => ({
  Allow: { Type: 'AWS::Lambda::Permission', Properties: { FunctionName, Principal: 'apigateway.amazonaws.com' } },
})

for (const [title, resources, properties, expected] of [
  ['by Fn::Sub', defining(sub('${Site.Arn}')), {}, message],
  ['by Fn::Sub with variables', defining({ 'Fn::Sub': [sub('${Site.Arn}')['Fn::Sub'], {}] }), {}, message],
  ['by Fn::GetAtt', defining({ 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Site', 'Arn'] }]] }), {}, message],
  ['by Fn::GetAtt in its short form', defining({ 'Fn::GetAtt': 'Site.Arn' }), {}, message],
  ['of an HttpApi', defining(sub('${Site.Arn}'), 'AWS::Serverless::HttpApi'), {}, message],
  ['of a RestApi', defining(sub('${Site.Arn}'), 'AWS::ApiGateway::RestApi', 'Body'), {}, message],
  ['of an Api of version 2', defining(sub('${Site.Arn}'), 'AWS::ApiGatewayV2::Api', 'Body'), {}, message],
  ['though it has an alias', defining(sub('${Site.Arn}')), { AutoPublishAlias: 'live' }, 'kept'],
] as const)
  body(`${title}${expected === 'kept' ? ' does no harm' : ' keeps the alias away'}`, () => {
    assert.is(aliasOf(site(properties), { resources }), expected)
  })

for (const [title, resources] of [
  ['another function', defining(sub('${Other.Arn}'))],
  ['the function by its alias', defining(sub('${Site.Arn}:live'))],
  ['another attribute', defining({ 'Fn::GetAtt': ['Site', 'Version'] })],
  [
    'the function, but outside an integration',
    { MyApi: { Type: 'AWS::Serverless::Api', Properties: { DefinitionBody: sub('${Site.Arn}') } } },
  ],
  ['the function, but is no API', defining(sub('${Site.Arn}'), 'AWS::SNS::Topic')],
  [
    'the function, with a permission of its own by Ref',
    { ...defining(sub('${Site.Arn}')), ...permission({ Ref: 'Site' }) },
  ],
  [
    'the function, with a permission of its own by ARN',
    { ...defining(sub('${Site.Arn}')), ...permission({ 'Fn::GetAtt': ['Site', 'Arn'] }) },
  ],
] as const)
  body(`names ${title} and does no harm`, () => {
    assert.is(aliasOf(site(), { resources }), 'live')
  })

body('that a permission for another function does not help', () => {
  const resources = { ...defining(sub('${Site.Arn}')), ...permission({ Ref: 'Other' }) }
  assert.is(aliasOf(site(), { resources }), message)
})

body.run()
