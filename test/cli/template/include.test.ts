import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { codedeployhook } from '../command-line/run-command.ts'

const includes = suite('AWS::Include')

const macro = 'WebsiteHealthcheck'
const sam = 'AWS::Serverless-2016-10-31'
const include = (Location: unknown) => ({ Name: 'AWS::Include', Parameters: { Location } })
const events = { Any: { Type: 'Api', Properties: { Path: '/{proxy+}', Method: 'ANY', RestApiId: { Ref: 'Api' } } } }
const website = { Type: 'AWS::Serverless::Function', Properties: { Handler: 'index.handler', Events: events } }
const body = (name: string) => ({
  paths: {
    '/': { get: { 'x-amazon-apigateway-integration': { uri: { 'Fn::Sub': `function:${name}/invocations` } } } },
  },
})
const api = (DefinitionBody: object) => ({
  Type: 'AWS::Serverless::Api',
  Properties: { StageName: 'p', DefinitionBody },
})
const site = (DefinitionBody: object = {}) => ({ Site: website, Api: api(DefinitionBody) })
const template = (Resources: object, ...before: object[]) => ({ Transform: [...before, macro, sam], Resources })

type Files = Record<string, string>
const preview = async (value: object, files: Files = {}) => {
  const { out, err } = await codedeployhook(['preview', '--format', 'json'], {
    files: { 'template.yaml': JSON.stringify(value, null, 1).replace('{', '{ # \n'), ...files },
  })
  return { report: JSON.parse(out), err }
}

/** What of a preview does not depend on where something is written. */
const said = ({ report }: Awaited<ReturnType<typeof preview>>) => {
  const { outcome, refusal, counts, functions, problems } = report
  const bare = (list: object[]) => list.map(one => ({ ...one, line: 0, column: 0 }))
  return { outcome, refusal, counts, functions: bare(functions), problems: bare(problems) }
}

const unqualified = body('${Site.Arn}')
for (const [title, written, including, files] of [
  [
    'in a DefinitionBody',
    template(site(unqualified)),
    template(site({ 'Fn::Transform': include('openapi.yaml') })),
    { 'openapi.yaml': JSON.stringify(unqualified) },
  ],
  [
    'in a DefinitionBody, from S3',
    template(site(unqualified)),
    template(site({ 'Fn::Transform': include({ 'Fn::Sub': 's3://${Bucket}/api/openapi.yaml' }) })),
    { 'openapi.yaml': JSON.stringify(unqualified) },
  ],
  [
    'in a DefinitionBody that goes by the alias',
    template(site(body('${Site.Alias}'))),
    template(site({ 'Fn::Transform': [include('s3://bucket/docs/openapi.yaml')] })),
    { 'docs/openapi.yaml': JSON.stringify(body('${Site.Alias}')), 'openapi.yaml': '{}' },
  ],
  [
    'among the resources',
    template(site()),
    template({ Api: api({}), 'Fn::Transform': include('site.yaml') }),
    { 'site.yaml': `Site:\n  Type: AWS::Serverless::Function\n  Properties: ${JSON.stringify(website.Properties)}` },
  ],
  [
    'over what has the same key',
    template(site()),
    template({ ...site(), Site: { Type: 'A::B::C' }, 'Fn::Transform': include('site.json') }),
    { 'site.json': JSON.stringify({ Site: website }) },
  ],
  [
    'in the Transform section',
    template(site()),
    template({}, include('s3://bucket/all.yaml')),
    { 'all.yaml': JSON.stringify({ Resources: site() }) },
  ],
] as [string, object, object, Files][])
  includes(`${title}: the answer is that to the file's text in its place`, async () => {
    const [expected, found] = await Promise.all([preview(written), preview(including, files)])
    assert.equal(said(found), said(expected))
    assert.is(expected.report.functions.length, 1)
    assert.is(found.err, '')
  })

includes('behind the macro in the Transform section: the macro does not see it', async () => {
  const value = { Transform: [macro, include('all.yaml'), sam], Resources: {} }
  const { report } = await preview(value, { 'all.yaml': JSON.stringify({ Resources: site() }) })
  assert.equal(report.functions, [])
})

includes('is not expanded within what is included', async () => {
  const { report } = await preview(template({ 'Fn::Transform': include('a.yaml') }), {
    'a.yaml': JSON.stringify({ 'Fn::Transform': include('b.yaml') }),
    'b.yaml': JSON.stringify(site()),
  })
  assert.equal(report.functions, [])
})

includes('has the place of the include, also for what is wrong in it', async () => {
  const text = `Transform: [${macro}, ${sam}]
Resources:
  Topic: { Type: AWS::SNS::Topic }
  Fn::Transform: { Name: AWS::Include, Parameters: { Location: site.json } }
`
  const broken = { ...website, Metadata: { WebsiteHealthcheck: { Tiemout: 1 } } }
  const files = { 'template.yaml': text, 'site.json': JSON.stringify({ Site: broken }) }
  const { out } = await codedeployhook(['check', '--format', 'parseable'], { files })
  assert.match(out, /^template\.yaml:4:3:4:3:WHE2001:Site\.Metadata\.WebsiteHealthcheck\.Tiemout is unknown/)
  const top = `Transform:\n  - ${macro}\n  - ${sam}\nResources: {}\n`
  const above = top.replace(
    'Transform:\n',
    'Transform:\n  - { Name: AWS::Include, Parameters: { Location: all.json } }\n',
  )
  const all = { 'template.yaml': above, 'all.json': JSON.stringify({ Resources: { Site: broken } }) }
  const whole = await codedeployhook(['check', '--format', 'parseable'], { files: all })
  assert.match(whole.out, /^template\.yaml:2:5:2:5:WHE2001:/)
})

includes('keeps the comments of a template, and the include in its place', async () => {
  const text = `Transform: [${macro}, ${sam}]
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: p
      DefinitionBody: # ours
        Fn::Transform: { Name: AWS::Include, Parameters: { Location: openapi.json } }
  Site:
    Type: AWS::Serverless::Function
    Properties:
      AutoPublishAlias: live
      Events: { Any: { Type: Api, Properties: { Path: '/{proxy+}', Method: ANY, RestApiId: !Ref Api } } }
`
  const files = { 'template.yaml': text, 'openapi.json': JSON.stringify(body('${Site.Alias}')) }
  const { out, err } = await codedeployhook(['preview', '--format', 'yaml'], { files })
  assert.is(err, '')
  const kept = out.split('\n').filter(line => text.split('\n').includes(line))
  assert.equal(kept, text.replace(`Transform: [${macro}, ${sam}]\n`, '').split('\n'))
  assert.match(out, /PreTraffic: !ImportValue PreTrafficHook/)
})

for (const [location, files, problem] of [
  [
    's3://bucket/a.yaml',
    {},
    'names s3://bucket/a.yaml, whose content is left out here; expected a copy of it named a.yaml next to the template.',
  ],
  [
    { 'Fn::Sub': 's3://bucket/${File}' },
    {},
    'names a file whose name cannot be resolved before deployment, so that its content is left out here; expected a Location that ends in a literal name.',
  ],
  [{ Ref: 'File' }, {}, 'names a file whose name cannot be resolved before deployment'],
  ['a.yaml', {}, 'names a.yaml, which is not a file; expected a file or an s3 URI.'],
  ['.', {}, 'names ., which is not a file'],
  ['a.yaml', { 'a.yaml': '- b' }, 'names a.yaml, which is not a map; expected a map.'],
  ['a.yaml', { 'a.yaml': 'a: b\nc: [' }, 'names a.yaml, which is not YAML at line 2; expected a map.'],
  ['a.yaml', { 'a.yaml': 'a: !GetAtt b.c' }, 'names a.yaml, which has !GetAtt; expected the long form of it.'],
] as [unknown, Files, string][])
  includes(`of ${JSON.stringify(location)} is said plainly: ${problem}`, async () => {
    const { err } = await preview(template({ ...site(), 'Fn::Transform': include(location) }), files)
    assert.match(err, /^Warning: template\.yaml:\d+:\d+ AWS::Include /)
    assert.ok(err.includes(problem), err)
  })

includes.run()
