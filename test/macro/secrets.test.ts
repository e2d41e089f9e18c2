import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { jsonOf } from '../../cli/preview/json.ts'
import { previewOf } from '../../cli/preview/preview.ts'
import { textOf } from '../../cli/preview/text.ts'
import { parseTemplate } from '../../cli/template/template.ts'
import { createHandler } from '../../macro/respond.ts'
import { worldOf } from '../../macro/world.ts'
import { isMap, type JsonMap } from '../../schema/json.ts'
import { api, httpApi } from '../helpers/template.ts'

const answer = (event: unknown) => {
  const log: unknown[] = []
  const { status, errorMessage, fragment } = createHandler(worldOf({}, record => log.push(record)))(event)
  return { status, errorMessage, fragment: fragment as JsonMap, log: JSON.stringify(log) }
}

const site = (properties: JsonMap, metadata?: JsonMap) => ({
  Type: 'AWS::Serverless::Function',
  ...(metadata && { Metadata: { WebsiteHealthcheck: metadata } }),
  Properties: properties,
})
const anyRoute = { Events: { A: api('any', '/{proxy+}') } }

const declared = {
  Secret: { Type: 'String', NoEcho: true },
  Stored: { Type: 'AWS::SSM::Parameter::Value<String>' },
  Health: { Type: 'String' },
  Stage: { Type: 'String' },
}
const values = { Secret: '/hunter2', Stored: '/site/path', Health: '/health-of-mine', Stage: 'beta' }
const said = (metadata: JsonMap, params: JsonMap = {}, given: JsonMap = values) =>
  answer({
    params,
    templateParameterValues: given,
    fragment: { Parameters: declared, Resources: { Site: site(anyRoute, metadata) } },
  })
const tagsOf = ({ fragment }: { fragment: JsonMap }): unknown =>
  JSON.parse(JSON.stringify(fragment)).Resources.Site.Properties.Tags

const secrets = suite('a NoEcho parameter')
const where = 'Site.Metadata.WebsiteHealthcheck'

secrets('is refused as a setting', () => {
  const sentence = `${where}.Path is a Ref to the NoEcho parameter Secret, which a tag would show; expected a value that is not secret`
  assert.is(said({ Path: { Ref: 'Secret' } }).errorMessage, sentence)
})

const inTransform = 'Transform.WebsiteHealthcheck.Parameters'
for (const [title, setting, value, given] of [
  ['as it is', 'Path', '/hunter2', values],
  ['within a text', 'Path', '/up/hunter2', values],
  ['within a list', 'Matcher', ['200', '/hunter2'], values],
  ['of a list parameter', 'SearchString', 'b', { ...values, Secret: ['a', 'b'] }],
  ['of a list parameter, joined', 'SearchString', 'a,b', { ...values, Secret: ['a', 'b'] }],
  ['where the value is short', 'SearchString', 'ok', { ...values, Secret: 'ok' }],
  ['where the value would be wrong anyway', 'Mode', '/hunter2', values],
] as const)
  secrets(`is refused in the Transform section, ${title}`, () => {
    const { errorMessage } = said({}, { [setting]: value }, given)
    const sentence = `${inTransform}.${setting} has the value of the NoEcho parameter Secret, which a tag would show; expected a value that is not secret`
    assert.is(errorMessage, sentence)
  })

for (const [setting, value] of [
  ['Enabled', 'true'],
  ['Mode', 'Warn'],
  ['TimeoutSeconds', '5'],
  ['AliasName', 'live'],
  ['DeploymentType', 'AllAtOnce'],
] as const)
  secrets(`that happens to be ${value} forbids nobody to write ${setting}: ${value}`, () => {
    assert.is(said({}, { [setting]: value }, { Secret: value }).status, 'success')
  })

secrets('is a path that is not known', () => {
  const Events = { A: api('GET', { Ref: 'Secret' }), B: api('GET', { 'Fn::Sub': '/x${Secret}' }) }
  const fragment = { Parameters: declared, Resources: { Site: site({ Events }) } }
  const answered = answer({ templateParameterValues: values, fragment })
  assert.match(answered.log, '"probes":"GET /healthcheck"')
  assert.not.match(JSON.stringify(answered), 'hunter2')
})

secrets.run()

const stored = suite('an SSM parameter')

stored('is refused on a function, with the way out', () => {
  assert.is(
    said({ Path: { Ref: 'Stored' } }).errorMessage,
    `${where}.Path is a Ref to the SSM parameter Stored, and the macro gets only its name, not its value; expected the Ref in the Parameters of WebsiteHealthcheck in the Transform section, where CloudFormation resolves it`,
  )
})

stored('is its value in the Transform section', () => {
  const answered = said({}, { Path: '/from-ssm' })
  assert.equal((tagsOf(answered) as JsonMap)['websitehealthcheck:Path'], '/from-ssm')
})

stored('is a path that is not known', () => {
  const fragment = { Parameters: declared, Resources: { Site: site({ Events: { A: api('GET', { Ref: 'Stored' }) } }) } }
  assert.match(answer({ templateParameterValues: values, fragment }).log, '"probes":"GET /healthcheck"')
})

stored.run()

const names = suite('what comes from a parameter')

for (const [title, metadata, params] of [
  ['on a function', { Path: { Ref: 'Health' } }, {}],
  ['in the Transform section', {}, { Path: '/health-of-mine' }],
] as const)
  names(`has its name in the log, and its value in a tag: ${title}`, () => {
    const answered = said(metadata, params)
    assert.match(answered.log, '"probes":"GET ${Health}"')
    assert.equal((tagsOf(answered) as JsonMap)['websitehealthcheck:Path'], '/health-of-mine')
  })

names('has its name within a text of the Transform section', () => {
  assert.match(said({}, { Path: '/v1/health-of-mine' }).log, '"probes":"GET /v1${Health}"')
})

names('is the alias by name', () => {
  for (const [metadata, params] of [
    [{ AliasName: { Ref: 'Stage' } }, {}],
    [{}, { AliasName: 'beta' }],
  ] as const) {
    const { fragment } = said(metadata, params)
    assert.match(JSON.stringify(fragment), '"AutoPublishAlias":{"Ref":"Stage"}')
  }
})

names('of a literal on the function is shown as it is', () => {
  assert.match(said({ Path: '/health-of-mine' }).log, '"probes":"GET /health-of-mine"')
  assert.match(said({ Path: '/health-of-mine' }, { Path: '/beta' }).log, '"probes":"GET /health-of-mine"')
})

names.run()

/** Values that nothing else looks like: A and B are paths, C and D are words. */
const recognizable = fc.stringMatching(/^[a-z]{12}$/).map(text => `q${text}z`)
const parameterNames = ['A', 'B', 'C', 'D'] as const
type Name = (typeof parameterNames)[number]
const ref = fc.constantFrom(...parameterNames).map(name => ({ Ref: name }))
const within = fc.constantFrom(...parameterNames).map(name => ({ 'Fn::Sub': `/x/\${${name}}` }))
const value = fc.oneof({ weight: 3, arbitrary: ref }, { weight: 1, arbitrary: within })
const mostly = (...names: Name[]) =>
  fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...names).map(name => ({ Ref: name })) },
    { weight: 1, arbitrary: ref },
  )
const settings = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record(
      { Path: mostly('A', 'B'), Host: mostly('C', 'D'), SearchString: ref, AliasName: mostly('C', 'D') },
      { requiredKeys: [], noNullPrototype: true },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record(
      { Matcher: ref, Mode: ref, TimeoutSeconds: ref, Enabled: ref },
      { requiredKeys: [], noNullPrototype: true },
    ),
  },
)
const loose = (record: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record(record, { requiredKeys: [], noNullPrototype: true })

const everyPlace = fc.record({
  texts: fc.tuple(recognizable, recognizable, recognizable, recognizable),
  noEcho: fc.oneof({ weight: 2, arbitrary: fc.constant<Name[]>([]) }, fc.subarray([...parameterNames])),
  params: settings,
  metadata: settings,
  properties: loose({
    FunctionName: value,
    AutoPublishAlias: ref,
    Description: value,
    FunctionUrlConfig: fc.constantFrom(undefined, { AuthType: 'NONE' }),
    Events: fc.oneof(
      fc.record({ A: value.map(path => api('GET', path)) }),
      fc.record({ A: value.map(path => httpApi('GET', path, { ApiId: { Ref: 'Http' } })) }),
      fc.record({ A: fc.constant(api('any', '/{proxy+}')) }),
    ),
    DeploymentPreference: loose({ Enabled: ref, Type: ref }),
  }),
  integrated: fc.option(value),
})

const never = suite('whatever a template does with its parameters')

never('their values are in no message, log or preview, and in the template only where the hook needs them', () => {
  const outcomes = { success: 0, failed: 0 }
  const check = (place: typeof everyPlace extends fc.Arbitrary<infer Place> ? Place : never) => {
    const { texts, noEcho, params, metadata, properties, integrated } = place
    const value = Object.fromEntries(parameterNames.map((name, i) => [name, `${i < 2 ? '/' : ''}${texts[i]}`]))
    const fragment = {
      Parameters: Object.fromEntries(
        parameterNames.map(name => [name, { Type: 'String', ...(noEcho.includes(name) && { NoEcho: 'true' }) }]),
      ),
      Resources: {
        Site: site(properties, metadata),
        'Fn::ForEach::Sites': ['Name', [{ Ref: 'A' }], { 'Shop${Name}': site(properties) }],
        'Fn::ForEach::More': ['Name', { Ref: 'D' }, { 'More${Name}': site(properties) }],
        Http: {
          Type: 'AWS::Serverless::HttpApi',
          Properties: {
            StageName: { Ref: 'C' },
            DefinitionBody: {
              ...(integrated && {
                one: { 'x-amazon-apigateway-integration': { uri: integrated } },
                other: { 'x-amazon-apigateway-integration': { uri: { 'Fn::Sub': `\${More${value.D}.Arn}` } } },
              }),
            },
          },
        },
      },
    }
    const resolved = Object.fromEntries(
      Object.entries(params).map(([name, ref]) => [name, value[(ref as { Ref: string }).Ref]]),
    )
    const event = { params: resolved, templateParameterValues: value, fragment }
    const written = JSON.stringify(fragment)
    const answered = answer(event)
    outcomes[answered.status] += 1
    const shown = [answered.log, answered.errorMessage ?? '']
    for (const text of texts) for (const place of shown) assert.not.match(place, text)
    if (answered.status === 'failed') return

    const previewed = previewOf(
      {
        template: parseTemplate(
          JSON.stringify({
            Transform: [{ Name: 'WebsiteHealthcheck', Parameters: params }, 'AWS::Serverless-2016-10-31'],
            ...fragment,
          }),
          't.json',
          '/',
        ),
        overrides: value,
        region: 'eu-west-1',
      },
      {},
    )
    const preview = [textOf(previewed, (_, text) => text), jsonOf(previewed)].map(withoutTags)
    const outside = JSON.stringify(withoutTagValues(answered.fragment))
    for (const [i, text] of texts.entries()) {
      const name = parameterNames[i] as Name
      if (noEcho.includes(name)) assert.is(count(JSON.stringify(answered.fragment), text), count(written, text))
      assert.is(count(outside, text), count(written, text), outside)
      for (const place of preview) assert.is(count(place, text), 0, place)
    }
  }
  fc.assert(fc.property(everyPlace, check), { numRuns: 400 })
  assert.ok(outcomes.success > 20 && outcomes.failed > 20, JSON.stringify(outcomes))
})

const count = (text: string, piece: string): number => text.split(piece).length - 1

/** The hook's tags, and the type of the deployment, which SAM takes as text only. */
const withoutTagValues = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutTagValues)
  if (!isMap(value)) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, entry]) =>
      key.startsWith('websitehealthcheck:') ? [] : [[key, withoutTagValues(entry)]],
    ),
  )
}

/** A preview, whose lines of tags hold what the template will. */
const withoutTags = (text: string): string =>
  text
    .split('\n')
    .filter(line => !line.includes('websitehealthcheck:'))
    .join('\n')

never.run()
