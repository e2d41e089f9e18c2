import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { startCloud } from './cloud.ts'
import { preview } from './command.ts'
import { changeSet, fileOf, type Source } from './deploy.ts'
import { hooked, previewed } from './gated.ts'
import { answering, everything, macro, sam } from './websites.ts'

// CloudFormation expands AWS::Include before it calls the macro, and preview does so on the user's machine: both have to
// come to the same.
const includes = suite('AWS::Include')
const cloud = await startCloud()
includes.after(cloud.stop)

const site = {
  Type: 'AWS::Serverless::Function',
  Properties: { InlineCode: answering('ok'), Handler: 'index.handler', Runtime: 'nodejs24.x', Events: everything },
}
const { Events: _, ...withoutEvents } = site.Properties
const withProperties = (properties: object) => ({ ...site, Properties: { ...withoutEvents, ...properties } })

const include = (file: string) => ({ Name: 'AWS::Include', Parameters: { Location: file } })
const template = (Resources: object): string => JSON.stringify({ Transform: [macro, sam], Resources })

const definition = (name: string): string => {
  const uri = {
    'Fn::Sub': `arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${${name}}/invocations`,
  }
  const integration = { type: 'aws_proxy', httpMethod: 'POST', uri }
  const paths = { '/': { get: { 'x-amazon-apigateway-integration': integration } } }
  return JSON.stringify({ openapi: '3.0.1', info: { title: 'site', version: '1' }, paths })
}
const api = {
  Type: 'AWS::Serverless::Api',
  Properties: { StageName: 'v1', DefinitionBody: { 'Fn::Transform': include('openapi.json') } },
}
const onApi = { Root: { Type: 'Api', Properties: { Path: '/', Method: 'GET', RestApiId: { Ref: 'Api' } } } }
const alias = { AutoPublishAlias: 'live' }

for (const [title, resources, files, gated] of [
  [
    'a DefinitionBody that names the alias',
    { Api: api, Site: withProperties({ Events: onApi, ...alias }) },
    { 'openapi.json': definition('Site.Alias') },
    true,
  ],
  [
    'a DefinitionBody that names the alias of a function without events',
    { Api: api, Site: withProperties(alias) },
    { 'openapi.json': definition('Site.Alias') },
    true,
  ],
  [
    'a DefinitionBody that names the function',
    { Api: api, Site: withProperties({ Events: onApi }) },
    { 'openapi.json': definition('Site.Arn') },
    false,
  ],
  [
    'a DefinitionBody past the alias that is set',
    { Api: api, Site: withProperties({ Events: onApi, ...alias }) },
    { 'openapi.json': definition('Site.Arn') },
    false,
  ],
  [
    'resources',
    { Topic: { Type: 'AWS::SNS::Topic' }, 'Fn::Transform': include('resources.json') },
    { 'resources.json': JSON.stringify({ Site: site }) },
    true,
  ],
  [
    'the properties of a function',
    { Site: withProperties({ 'Fn::Transform': include('events.json') }) },
    { 'events.json': JSON.stringify({ Events: everything }) },
    true,
  ],
] as [string, object, Record<string, string>, boolean][])
  includes(`of ${title}: preview says what the deployment does`, async () => {
    const source: Source = { template: template(resources), files }
    const said = preview(cloud, source)
    const { processed, terminal } = await changeSet(cloud, `includes-${title.replaceAll(/\W+/g, '-')}`, source)
    assert.is(said.outcome === 'refused', !gated)
    if (!gated) {
      assert.is(processed, undefined)
      // behind the number of the account
      const [, message] = said.refusal?.split('::WebsiteHealthcheck ') ?? []
      assert.ok(message && terminal.includes(`::WebsiteHealthcheck ${message}`), `${terminal}\n${said.refusal}`)
      return
    }
    assert.ok(processed, terminal)
    assert.equal(hooked(processed), previewed(said))
    assert.equal(Object.keys(hooked(processed)), ['Site'])
  })

includes('of the Transform section: preview says what the deployment does', async () => {
  const whole = JSON.stringify({ Resources: { Site: site } })
  // the AWS CLI packages Fn::Transform only
  const file = await fileOf(cloud, whole)
  await cloud.aws('s3', 'mb', 's3://includes')
  await cloud.aws('s3', 'cp', file, 's3://includes/resources.json')
  const text = JSON.stringify({ Transform: [include('s3://includes/resources.json'), macro, sam], Resources: {} })
  const said = preview(cloud, { template: text, files: { 'resources.json': whole } })
  const { processed, terminal } = await changeSet(cloud, 'includes-top', text)
  assert.ok(processed, terminal)
  assert.equal(hooked(processed), previewed(said))
  assert.equal(Object.keys(hooked(processed)), ['Site'])
})

includes.run()
