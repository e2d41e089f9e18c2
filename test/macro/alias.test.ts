import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Around, api, behind, httpApi, transformed, website } from '../helpers/template.ts'

const aliasOf = (properties: Record<string, unknown>, around: Around = {}) => {
  const { added, reason, problems } = transformed({ ...website, ...properties }, around)
  return added ? (added.AutoPublishAlias ?? 'kept') : (reason ?? problems.join(' '))
}

const none = 'Alias.Invalid'
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

for (const [title, name, properties, around, expected] of [
  ['its alias', 'SiteAliaslive', {}, {}, 'Name.Taken'],
  ['another alias', 'SiteAliasmyDliveU', {}, { params: { AliasName: 'my-live_' } }, 'Name.Taken'],
  ['its deployment group', 'SiteDeploymentGroup', {}, {}, 'Name.Taken'],
  ['the deployment application', 'ServerlessDeploymentApplication', {}, {}, 'Name.Taken'],
  ['an alias that it does not get', 'SiteAliaslive', { AutoPublishAlias: 'live' }, {}, 'kept'],
  ['its deployment group', 'SiteDeploymentGroup', { DeploymentPreference: {} }, {}, 'Name.Taken'],
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
    'Site.FunctionUrlConfig has no alias in effect, and adding one would change the address of the Function URL; expected AutoPublishAlias: live on the function where a new address is fine, or Metadata.WebsiteHealthcheck.Enabled: false.'
  assert.is(aliasOf(properties), message)
  assert.is(aliasOf({}, { globals: properties }), message)
  assert.is(aliasOf({ ...properties, AutoPublishAlias: 'live' }), 'kept')
  assert.is(aliasOf(properties, { metadata: { Enabled: false } }), 'Setting.Disabled')
})

alias('is not added to a function that needs a tenant ID, and nothing else either', () => {
  const reason = 'Tenancy.NeedsTenant'
  assert.is(aliasOf({ TenancyConfig: { TenantIsolationMode: 'PER_TENANT' } }), reason)
  assert.is(aliasOf({}, { globals: { TenancyConfig: { TenantIsolationMode: 'PER_TENANT' } } }), reason)
})

alias.run()

const own = suite('an alias that the template makes itself')

const made = (Name: unknown, FunctionName: unknown) => ({
  resources: { Live: { Type: 'AWS::Lambda::Alias', Properties: { Name, FunctionName, FunctionVersion: '1' } } },
})

for (const [title, around, expected] of [
  ['of the same name', made('live', { Ref: 'Site' }), 'Alias.MadeByTemplate'],
  ['by ARN', made('live', { 'Fn::GetAtt': ['Site', 'Arn'] }), 'Alias.MadeByTemplate'],
  ['of any name', made({ Ref: 'Name' }, { Ref: 'Site' }), 'Alias.MadeByTemplate'],
  ['of another name', made('blue', { Ref: 'Site' }), 'live'],
  ['of another function', made('live', { Ref: 'Other' }), 'live'],
] as const)
  own(`${title}${expected === 'live' ? ' does no harm' : ' leaves the function alone'}`, () => {
    assert.is(aliasOf({}, around), expected)
  })

own.run()

const half =
  "Site.AutoPublishAlias is set while an API integrates ${Site.Arn}, which API Gateway may not invoke, because SAM gives it permission on the alias only; expected ${Site.Alias} in the API's definition."

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
  "Site.AutoPublishAlias is not set while an API integrates ${Site.Arn}, which API Gateway may no longer invoke once there is an alias; expected AutoPublishAlias: live on the function and ${Site.Alias} in the API's definition, or Metadata.WebsiteHealthcheck.Enabled: false."
const elsewhere = 'Api.Unreadable'
const variable = sub('arn:aws:lambda:eu-west-1:1:function:${!stageVariables.fn}')

const permission = (FunctionName: unknown, more: object = {}) => ({
  Allow: {
    Type: 'AWS::Lambda::Permission',
    Properties: { FunctionName, Principal: 'apigateway.amazonaws.com', ...more },
  },
})

for (const [title, resources, expected] of [
  ['by Fn::Sub', defining(sub('${Site.Arn}')), message],
  ['by Fn::Sub with variables', defining({ 'Fn::Sub': [sub('${Site.Arn}')['Fn::Sub'], {}] }), message],
  ['by name', defining(sub('arn:aws:lambda:eu-west-1:1:function:${Site}')), message],
  ['by Ref', defining({ 'Fn::Join': ['', ['arn:', { Ref: 'Site' }, '/invocations']] }), message],
  ['by Fn::GetAtt', defining({ 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Site', 'Arn'] }]] }), message],
  ['by Fn::GetAtt in its short form', defining({ 'Fn::GetAtt': 'Site.Arn' }), message],
  ['of an HttpApi', defining(sub('${Site.Arn}'), 'AWS::Serverless::HttpApi'), message],
  ['of a RestApi', defining(sub('${Site.Arn}'), 'AWS::ApiGateway::RestApi', 'Body'), message],
  ['of an Api of version 2', defining(sub('${Site.Arn}'), 'AWS::ApiGatewayV2::Api', 'Body'), message],
  ['inside a loop', { 'Fn::ForEach::Apis': ['N', ['a'], defining(sub('${Site.Arn}'))] }, message],
  [
    'among the components of an HTTP API',
    {
      MyApi: {
        Type: 'AWS::Serverless::HttpApi',
        Properties: {
          DefinitionBody: { components: { 'x-amazon-apigateway-integrations': { site: { uri: sub('${Site.Arn}') } } } },
        },
      },
    },
    message,
  ],
  [
    'with a permission for another service',
    { ...defining(sub('${Site.Arn}')), ...permission({ Ref: 'Site' }, { Principal: 's3.amazonaws.com' }) },
    message,
  ],
  [
    'with a permission for another function',
    { ...defining(sub('${Site.Arn}')), ...permission({ Ref: 'Other' }) },
    message,
  ],
  [
    'with a permission that there may be',
    {
      ...defining(sub('${Site.Arn}')),
      Allow: { ...permission({ Ref: 'Site' }).Allow, Condition: 'IsProd' },
    },
    message,
  ],
  [
    'with what looks like a permission and is none',
    {
      ...defining(sub('${Site.Arn}')),
      Allow: { ...permission({ Ref: 'Site' }).Allow, Type: 'AWS::SNS::Topic' },
    },
    message,
  ],
  ['or may do so by a stage variable', defining(variable), elsewhere],
  ['or may do so by a stage variable outside Fn::Sub', defining('function:${stageVariables.fn}/x'), elsewhere],
  [
    'or may do so from a file',
    { MyApi: { Type: 'AWS::Serverless::Api', Properties: { DefinitionUri: 's3://bucket/api.yaml' } } },
    elsewhere,
  ],
  ['or may do so by methods of its own', { MyApi: { Type: 'AWS::ApiGateway::RestApi', Properties: {} } }, elsewhere],
] as const)
  body(`${title} keeps the alias away, and is refused beside one where it names the function`, () => {
    assert.is(aliasOf(site(), { resources }), expected)
    assert.is(aliasOf(site({ AutoPublishAlias: 'live' }), { resources }), expected === message ? half : 'kept')
  })

for (const [title, event] of [
  ['an Api event by its name', api('ANY', '/{proxy+}', { RestApiId: 'MyApi' })],
  ['an HttpApi event by Ref', httpApi('ANY', '/{proxy+}', { ApiId: { Ref: 'MyApi' } })],
  ['an HttpApi event by its name', httpApi('ANY', '/{proxy+}', { ApiId: 'MyApi' })],
] as const)
  body(`that nobody can read keeps the alias away from ${title}`, () => {
    const resources = { MyApi: { Type: 'AWS::Serverless::HttpApi', Properties: { DefinitionUri: 's3://b/k' } } }
    assert.is(aliasOf(behind(event), { resources }), elsewhere)
  })

for (const [title, resources] of [
  ['another function', defining(sub('${Other.Arn}'))],
  ['the function by its alias', defining(sub('${Site.Arn}:live'))],
  [
    'the function by its alias behind Fn::Join',
    defining({ 'Fn::Join': ['', ['arn:path/functions/', { 'Fn::GetAtt': ['Site', 'Arn'] }, ':live/invocations']] }),
  ],
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
    'the function, with a permission of its own by Fn::Sub',
    { ...defining(sub('${Site.Arn}')), ...permission({ 'Fn::Sub': '${Site.Arn}' }) },
  ],
  [
    'the function, with a permission of its own by ARN',
    { ...defining(sub('${Site.Arn}')), ...permission({ 'Fn::GetAtt': ['Site', 'Arn'] }) },
  ],
  ['nothing that can be read, but is the API of other functions', { Other: { Type: 'AWS::ApiGateway::RestApi' } }],
] as const)
  body(`names ${title} and does no harm`, () => {
    assert.is(aliasOf(site(), { resources }), 'live')
  })

const loopOf = (key: string, resource: object, collection: unknown = ['A', 'B']) => ({
  [`Fn::ForEach::${key}`]: ['Name', collection, { [key]: resource }],
})
const inLoop = (key: string, collection?: unknown) =>
  loopOf(key, { Type: 'AWS::Serverless::Function', Properties: site() }, collection)
const problemsOf = (resources: Record<string, unknown>, around: Around = {}) =>
  transformed({}, { ...around, resources }).problems

for (const [title, key, resources, found] of [
  [
    'as the loop has it',
    'Site${Name}',
    loopOf('Api${Name}', defining(sub('${Site${Name}.Arn}')).MyApi),
    '${SiteA.Arn}',
  ],
  [
    'as the loop has it, without what is no letter or digit',
    'Site&{Name}',
    loopOf('Api${Name}', defining(sub('${Site&{Name}.Arn}')).MyApi),
    '${SiteA.Arn}',
  ],
  [
    'by Fn::GetAtt of a Fn::Sub',
    'Site${Name}',
    loopOf('Api${Name}', defining({ 'Fn::GetAtt': [{ 'Fn::Sub': 'Site${Name}' }, 'Arn'] }).MyApi),
    '${SiteA.Arn}',
  ],
  ['by a name that the loop gives', 'Site${Name}', defining(sub('${SiteB.Arn}')), '${SiteB.Arn}'],
] as const)
  body(`names the function of a loop ${title}`, () => {
    const [problem, ...others] = problemsOf({ ...inLoop(key), ...resources })
    assert.match(problem ?? '', `${key}.AutoPublishAlias is not set while an API integrates ${found}, which`)
    assert.equal(others, [])
  })

body('names the function of a loop through a parameter', () => {
  const resources = { ...inLoop('Site${Name}', { Ref: 'Names' }), ...defining(sub('${SiteShop.Arn}')) }
  for (const Names of ['Blog, Shop', ['Blog', 'Shop']])
    assert.is(problemsOf(resources, { parameters: { Names } }).length, 1)
  assert.equal(problemsOf(resources, { parameters: { Names: 'Blog' } }), [])
  assert.equal(problemsOf(resources), [])
})

for (const collection of [[1], 'A', { 'Fn::Split': [',', 'A,B'] }, [], [null]])
  body(`names no function of a loop through ${JSON.stringify(collection)}`, () => {
    assert.equal(problemsOf({ ...inLoop('Site&{Name}', collection), ...defining(sub('${SiteB.Arn}')) }), [])
  })

body('names the function of a loop within a loop', () => {
  const web = { Type: 'AWS::Serverless::Function', Properties: site() }
  const inner = { 'Fn::ForEach::Inner': ['Part', ['X', 'Y-Z'], { 'Site${Name}&{Part}': web }] }
  const outer = { 'Fn::ForEach::Outer': ['Name', ['A'], inner] }
  assert.is(problemsOf({ ...outer, ...defining(sub('${SiteAYZ.Arn}')) }).length, 1)
  assert.equal(problemsOf({ ...outer, ...defining(sub('${SiteA.Arn}')) }), [])
})

for (const [title, key, resources] of [
  ['a parameter', 'Site${Name}', defining(sub('${SiteDomain}'))],
  ['the Region', '${Name}', defining({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Region' }, ':sqs:path/1/q']] })],
  ['a variable of Fn::Sub', '${Name}', defining({ 'Fn::Sub': ['${Fn}/invocations', { Fn: { Ref: 'Other.Alias' } }] })],
  ['what another loop gives', 'Site${Name}', { ...inLoop('Site${Name}Web', ['A']), ...defining(sub('${Other.Arn}')) }],
  [
    'functions with a permission that stands in a loop as well',
    'Site${Name}',
    {
      ...defining(sub('${SiteA.Arn}')),
      ...loopOf('May${Name}', permission({ 'Fn::GetAtt': ['Site${Name}', 'Arn'] }).Allow),
    },
  ],
] as const)
  body(`names ${title} and no function of the loop`, () => {
    assert.equal(problemsOf({ ...inLoop(key), ...resources }), [])
  })

body('that nobody can read keeps the alias away inside a loop too', () => {
  const unreadable = { Type: 'AWS::Serverless::Api', Properties: { DefinitionUri: 's3://b/k' } }
  assert.is(aliasOf(site(), { resources: loopOf('My${Name}', unreadable, ['Api']) }), elsewhere)
  assert.is(aliasOf(site(), { resources: loopOf('My${Name}', unreadable, ['Other']) }), 'live')
  const events = behind(api('ANY', '/{proxy+}', { RestApiId: { Ref: 'My${Name}' } }))
  const web = { Type: 'AWS::Serverless::Function', Properties: events }
  const resources = { ...loopOf('Site${Name}', web, ['Other', 'Api']), MyApi: unreadable }
  const [, , body] = transformed({}, { resources }).fragment.Resources[
    'Fn::ForEach::Site${Name}'
  ] as unknown as unknown[]
  assert.equal(body, { 'Site${Name}': web })
})

const arn = (name: string) => `arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:${name}`
for (const [title, FunctionName, uri, parameters, written] of [
  ['a text', 'my-site', arn('my-site')],
  ['Fn::Sub', { 'Fn::Sub': '${AWS::StackName}-site' }, arn('${AWS::StackName}-site')],
  ['a parameter', { Ref: 'FnName' }, arn('${FnName}')],
  [
    'a parameter, the definition by its value',
    { Ref: 'FnName' },
    arn('my-site'),
    { FnName: 'my-site' },
    'function:${FnName}',
  ],
  [
    'Fn::Sub with a parameter',
    { 'Fn::Sub': '${Stage}-site${Other}' },
    arn('prod-site${Other}'),
    { Stage: 'prod', Other: 5 },
    'function:${Stage}-site${Other}',
  ],
  ['Fn::Join', { 'Fn::Join': ['-', [{ Ref: 'AWS::StackName' }, 'site']] }, arn('${AWS::StackName}-site')],
] as const)
  body(`by a FunctionName that is ${title} keeps the alias away`, () => {
    const around = (text: string) => ({ ...(parameters && { parameters }), resources: defining(sub(text)) })
    const found = written ?? uri.replace(/.*:function:/, 'function:')
    assert.match(aliasOf(site({ FunctionName }), around(uri)) as string, `while an API integrates ${found}, which`)
    const ending = { ...around(uri), resources: defining({ 'Fn::Sub': uri }) }
    assert.match(aliasOf(site({ FunctionName }), ending) as string, `while an API integrates ${found}, which`)
    assert.is(aliasOf(site({ FunctionName }), around(`${uri}:live`)), 'live')
    assert.is(aliasOf(site({ FunctionName }), around(`${uri}-2`)), 'live')
    const may = permission(FunctionName)
    assert.is(
      aliasOf(site({ FunctionName }), { ...around(uri), resources: { ...around(uri).resources, ...may } }),
      'live',
    )
  })

body.run()
