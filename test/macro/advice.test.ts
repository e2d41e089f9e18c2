import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { transform } from '../../macro/transform.ts'
import { worldOf } from '../../macro/world.ts'
import { isMap, type JsonMap } from '../../schema/json.ts'
import type { ProblemCode } from '../../schema/problem.ts'
import { pythonWith } from '../helpers/python.ts'
import { type Translated, translateEach } from '../helpers/sam.ts'
import { type Around, event, httpApi, website } from '../helpers/template.ts'

const python = pythonWith('samtranslator')
const advice = suite('the advice of a refusal')

const site = { ...website, CodeUri: 's3://b/1', Runtime: 'nodejs24.x' }
const served = { ...site, Events: { A: httpApi('ANY', '/{proxy+}', { ApiId: { Ref: 'Http' } }) } }
const uri = (name: string) => ({
  'Fn::Sub': `arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${${name}}/invocations`,
})
const integrating = (name: string): Around => ({
  resources: {
    Http: {
      Type: 'AWS::Serverless::HttpApi',
      Properties: {
        DefinitionBody: {
          openapi: '3.0.1',
          info: { title: 'site', version: '1' },
          paths: {
            '/{proxy+}': {
              'x-amazon-apigateway-any-method': {
                'x-amazon-apigateway-integration': {
                  type: 'aws_proxy',
                  httpMethod: 'POST',
                  payloadFormatVersion: '2.0',
                  uri: uri(name),
                },
              },
            },
          },
        },
      },
    },
  },
})
const withAlias = { AutoPublishAlias: 'live' }

/** Every request to the API is allowed: what it integrates is what SAM permits. */
const integrates =
  (name: string, other: string, permitted: string) =>
  (translated: Translated): void => {
    const resources = Object.values(translated.Resources)
    const permissions = resources.filter(({ Type }) => Type === 'AWS::Lambda::Permission')
    const names = permissions.map(({ Properties }) => (Properties.FunctionName as { Ref: string }).Ref)
    assert.equal([...new Set(names)], [permitted])
    const integrated = JSON.stringify(resources.filter(({ Type }) => Type === 'AWS::ApiGatewayV2::Api'))
    assert.match(integrated, name)
    assert.not.match(integrated, other)
  }
const alias = integrates('${SiteAliaslive}', '${Site.Arn}', 'SiteAliaslive')
const itself = integrates('${Site.Arn}', '${SiteAliaslive}', 'Site')

/** A template that is refused, and what it becomes where the advice is followed: one for each way out. */
type Event = { fragment: unknown; params?: unknown; templateParameterValues?: unknown }
type Row = { refused: Event; followed: [Event, check?: (translated: Translated) => void][] }

const definitions = {
  Secret: { Type: 'String', NoEcho: true },
  Stored: { Type: 'AWS::SSM::Parameter::Value<String>' },
  Plain: { Type: 'String' },
}
const parameters = { Secret: '/hunter2', Stored: '/site/path', Plain: '/up' }
const around = (more: Around = {}): Around => ({ definitions, parameters, ...more })
const set = (metadata: JsonMap, properties: JsonMap = {}, more: Around = {}) =>
  event({ ...site, ...properties }, around({ metadata, ...more }))

const url = { FunctionUrlConfig: { AuthType: 'NONE' } }
const canary = 'Canary10Percent5Minutes'
const alarm = { RollbackAlarm: true, DeploymentType: canary }
const topic = (name: string) => ({ resources: { [name]: { Type: 'AWS::SNS::Topic' } } })
const conditional = { conditions: { C: { 'Fn::Equals': ['a', 'a'] } }, attributes: { Condition: 'C' } }
const withoutPassthrough = { DeploymentPreference: { Type: canary, PassthroughCondition: false } }
const alarms = (value: unknown) => ({ DeploymentPreference: { Type: canary, Alarms: value } })
const hooks = (value: JsonMap) => ({ DeploymentPreference: { Hooks: value } })
const described = (length: number) => ({ Description: 'x'.repeat(length) })
const whole = event(site)
const events = { A: httpApi('GET', '/${Name}') }
const looped = (turns: number): Event => ({
  fragment: {
    Resources: {
      'Fn::ForEach::Sites': [
        'Name',
        Array.from({ length: turns }, (_, i) => `N${i}`),
        { 'Site${Name}': { Type: 'AWS::Serverless::Function', Properties: { ...site, Events: events } } },
      ],
    },
  },
})
const deep = (levels: number): Event => ({
  fragment: {
    ...whole.fragment,
    Metadata: Array.from({ length: levels }).reduce<JsonMap>(inner => ({ a: inner }), {}),
  },
})
const madeBySam = {
  Type: 'AWS::Lambda::Function',
  Properties: { Tags: [{ Key: 'lambda:createdBy', Value: 'SAM' }] },
}

const rows: Record<ProblemCode, Row> = {
  'Api.PastAlias': {
    refused: event({ ...served, ...withAlias }, integrating('Site.Arn')),
    followed: [[event({ ...served, ...withAlias }, integrating('Site.Alias')), alias]],
  },
  'Api.WithoutAlias': {
    refused: event(served, integrating('Site.Arn')),
    followed: [
      [event({ ...served, ...withAlias }, integrating('Site.Alias')), alias],
      [event(served, { ...integrating('Site.Arn'), metadata: { Enabled: false } }), itself],
    ],
  },
  'FunctionUrl.WithoutAlias': {
    refused: set({}, url),
    followed: [[set({}, { ...url, ...withAlias })], [set({ Enabled: false }, url)]],
  },
  'Hooks.Intrinsic': {
    refused: set({}, hooks({ 'Fn::If': ['C', {}, {}] }), conditional),
    followed: [[set({}, hooks({ PostTraffic: { 'Fn::If': ['C', 'a', 'b'] } }), conditional)]],
  },
  'Metadata.Misspelled': {
    refused: event(site, { attributes: { Metadata: { WebsiteHealthchek: { Path: '/up' } } } }),
    followed: [[set({ Path: '/up' })]],
  },
  'PublishOn.Description': {
    refused: set({ PublishOn: 'Change' }, described(246)),
    followed: [[set({ PublishOn: 'Change' }, described(245))], [set({ PublishOn: 'Code' }, described(246))]],
  },
  'RollbackAlarm.AlarmsNotAList': {
    refused: set(alarm, alarms({ 'Fn::If': ['C', ['a'], ['b']] }), conditional),
    followed: [
      [set(alarm, alarms(['a']), conditional)],
      [set({ RollbackAlarm: false }, alarms({ 'Fn::If': ['C', ['a'], ['b']] }), conditional)],
    ],
  },
  'RollbackAlarm.AllAtOnce': {
    refused: set({ RollbackAlarm: true }),
    followed: [[set(alarm)], [set({ RollbackAlarm: true, DeploymentType: 'Linear10PercentEvery1Minute' })]],
  },
  'RollbackAlarm.NameTaken': {
    refused: set(alarm, {}, topic('SiteRollbackAlarm')),
    followed: [[set(alarm, {}, topic('Other'))], [set({ RollbackAlarm: false }, {}, topic('SiteRollbackAlarm'))]],
  },
  'RollbackAlarm.PassthroughCondition': {
    refused: set(alarm, withoutPassthrough, conditional),
    followed: [
      [set(alarm, { DeploymentPreference: { Type: canary, PassthroughCondition: true } }, conditional)],
      [set({ RollbackAlarm: false }, withoutPassthrough, conditional)],
    ],
  },
  'Setting.Intrinsic': {
    refused: set({ Path: { 'Fn::Sub': '${Plain}' } }),
    followed: [[set({ Path: { Ref: 'Plain' } })], [set({ Path: '/up' })]],
  },
  'Setting.Invalid': {
    refused: set({ TimeoutSeconds: 0 }),
    followed: [[set({ TimeoutSeconds: 1 })], [set({ TimeoutSeconds: 300 })]],
  },
  'Setting.OfSsm': {
    refused: set({ Path: { Ref: 'Stored' } }),
    // CloudFormation has resolved it
    followed: [[set({}, {}, { params: { Path: '/from-the-store' } })]],
  },
  'Setting.Secret': {
    refused: set({ Path: { Ref: 'Secret' } }),
    followed: [[set({ Path: '/up' })], [set({ Path: { Ref: 'Plain' } })]],
  },
  'Setting.TooLongForTag': {
    refused: set({ Path: `/${'?'.repeat(90)}` }),
    followed: [[set({ Path: `/${'a'.repeat(90)}` })]],
  },
  'Setting.Unknown': {
    refused: set({ Timeout: 9 }),
    followed: [[set({ TimeoutSeconds: 9 })]],
  },
  'StackGate.NameTaken': {
    refused: set({ StackGate: true }, {}, topic('SiteHealthcheck')),
    followed: [
      [set({ StackGate: true }, {}, topic('Other'))],
      [set({ StackGate: false }, {}, topic('SiteHealthcheck'))],
    ],
  },
  'Template.EndlessLoop': { refused: looped(501), followed: [[looped(50)]] },
  'Template.NotAMap': { refused: { fragment: 'Site' }, followed: [[whole]] },
  'Template.ResourcesMissing': { refused: { fragment: {} }, followed: [[whole]] },
  'Template.ResourcesNotAMap': { refused: { fragment: { Resources: [] } }, followed: [[whole]] },
  'Template.TooDeep': { refused: deep(600), followed: [[deep(400)]] },
  'Transform.Order': { refused: { fragment: { Resources: { Site: madeBySam } } }, followed: [[whole]] },
}

const answer = (to: Event) =>
  transform(
    to,
    worldOf({}, () => {}),
  )

/** What AWS::LanguageExtensions makes of a loop before SAM has its turn. */
const unrolled = (fragment: unknown): unknown => {
  if (!isMap(fragment) || !isMap(fragment.Resources)) return fragment
  const Resources = Object.entries(fragment.Resources).flatMap(([key, resource]) => {
    if (!key.startsWith('Fn::ForEach::')) return [[key, resource]]
    const [variable, values, body] = resource as [string, string[], JsonMap]
    return values.flatMap(value =>
      Object.entries(JSON.parse(JSON.stringify(body).replaceAll(`\${${variable}}`, value)) as JsonMap),
    )
  })
  return { ...fragment, Resources: Object.fromEntries(Resources) }
}

const cases = Object.entries(rows).flatMap(([code, { refused, followed }]) =>
  followed.map(([event, check = () => {}], index) => ({
    title: `of ${code}, followed to the letter, gives a template that SAM takes (${index + 1})`,
    code,
    refusal: answer(refused).problems[0]?.code,
    ...answer(event),
    values: event.templateParameterValues as Record<string, string>,
    check,
  })),
)

// all at once: to start the translator takes longer than the translations
const translations = python
  ? translateEach(
      python,
      cases.map(({ fragment, values }) => ({ template: unrolled(fragment), parameters: values ?? {} })),
    )
  : []

for (const [index, { title, code, refusal, problems, check }] of cases.entries())
  advice(title, () => {
    assert.is(refusal, code)
    assert.equal(problems, [])
    const translation = translations[index]
    if (translation === undefined) return
    if ('error' in translation) assert.unreachable(translation.error)
    else check(translation.template)
  })

advice.run()
