import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { JsonMap } from '../../schema/json.ts'
import { pythonWith } from '../helpers/python.ts'
import { type Translated, translate } from '../helpers/sam.ts'
import { type Around, httpApi, transformed, website } from '../helpers/template.ts'

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
const works = (translated: Translated): void => {
  const resources = Object.values(translated.Resources)
  const permissions = resources.filter(({ Type }) => Type === 'AWS::Lambda::Permission')
  const permitted = permissions.map(({ Properties }) => (Properties.FunctionName as { Ref: string }).Ref)
  assert.equal([...new Set(permitted)], ['SiteAliaslive'])
  const integrated = JSON.stringify(resources.filter(({ Type }) => Type === 'AWS::ApiGatewayV2::Api'))
  assert.match(integrated, '${SiteAliaslive}')
  assert.not.match(integrated, '${Site.Arn}')
}

type Row = [
  code: string,
  refused: [JsonMap, Around],
  followed: [JsonMap, Around],
  works?: (translated: Translated) => void,
]
const url = { FunctionUrlConfig: { AuthType: 'NONE' } }
const rows: Row[] = [
  ['FunctionUrl.WithoutAlias', [{ ...site, ...url }, {}], [{ ...site, ...url, ...withAlias }, {}]],
  ['FunctionUrl.WithoutAlias', [{ ...site, ...url }, {}], [{ ...site, ...url }, { metadata: { Enabled: false } }]],
  [
    'Api.WithoutAlias',
    [served, integrating('Site.Arn')],
    [{ ...served, ...withAlias }, integrating('Site.Alias')],
    works,
  ],
  [
    'Api.PastAlias',
    [{ ...served, ...withAlias }, integrating('Site.Arn')],
    [{ ...served, ...withAlias }, integrating('Site.Alias')],
    works,
  ],
  [
    'Hooks.Intrinsic',
    [{ ...site, DeploymentPreference: { Hooks: { 'Fn::If': ['C', {}, {}] } } }, {}],
    [{ ...site, DeploymentPreference: { Hooks: { PostTraffic: { 'Fn::If': ['C', 'a', 'b'] } } } }, {}],
  ],
  ['Setting.Secret', [site, { metadata: { Path: { Ref: 'P' } } }], [site, { metadata: { Path: '/up' } }]],
  [
    'RollbackAlarm.AllAtOnce',
    [site, { metadata: { RollbackAlarm: true } }],
    [site, { metadata: { RollbackAlarm: true, DeploymentType: 'Canary10Percent5Minutes' } }],
  ],
  [
    'RollbackAlarm.AlarmsNotAList',
    [
      { ...site, DeploymentPreference: { Type: 'Canary10Percent5Minutes', Alarms: { Ref: 'A' } } },
      { metadata: { RollbackAlarm: true } },
    ],
    [
      { ...site, DeploymentPreference: { Type: 'Canary10Percent5Minutes', Alarms: [] } },
      { metadata: { RollbackAlarm: true } },
    ],
  ],
  [
    'PublishOn.Description',
    [{ ...site, Description: 'x'.repeat(250) }, { metadata: { PublishOn: 'Change' } }],
    [{ ...site, Description: 'x'.repeat(245) }, { metadata: { PublishOn: 'Change' } }],
  ],
  [
    'Setting.TooLongForTag',
    [site, { metadata: { Path: `/${'?'.repeat(90)}` } }],
    [site, { metadata: { Path: `/${'a'.repeat(90)}` } }],
  ],
]

for (const [code, refused, followed, check = () => {}] of rows)
  advice(`of ${code}, followed to the letter, gives a template that SAM takes`, () => {
    const { places } = transformed(refused[0], { definitions: { P: { Type: 'String', NoEcho: true } }, ...refused[1] })
    assert.match(places[0] ?? '', code)
    const { problems, fragment } = transformed(followed[0], followed[1])
    assert.equal(problems, [])
    if (python) check(translate(python, fragment))
  })

advice.run()
