import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Around, transformed, website } from '../helpers/template.ts'

const problem = suite('a problem')
const integrating = {
  Api: {
    Type: 'AWS::Serverless::Api',
    Properties: { DefinitionBody: { 'x-amazon-apigateway-integration': { uri: { 'Fn::Sub': '${Site.Arn}' } } } },
  },
}
const alarm = { metadata: { RollbackAlarm: true } }
const canary = { Type: 'Canary10Percent5Minutes' }

const rows: [code: string, path: string, properties: Record<string, unknown>, around?: Around][] = [
  ['Setting.Invalid', 'Resources Site Metadata WebsiteHealthcheck Mode', website, { metadata: { Mode: 'x' } }],
  ['Setting.Invalid', 'Resources Site Metadata WebsiteHealthcheck', website, { metadata: 'on' }],
  ['Setting.Invalid', 'Resources Site Metadata WebsiteHealthcheck Matcher', website, { metadata: { Matcher: '3-2' } }],
  ['Setting.Unknown', 'Resources Site Metadata WebsiteHealthcheck Pth', website, { metadata: { Pth: '/' } }],
  ['Setting.Unknown', 'Transform Parameters Pth', website, { params: { Pth: '/' } }],
  [
    'Setting.Intrinsic',
    'Resources Site Metadata WebsiteHealthcheck Path',
    website,
    { metadata: { Path: { 'Fn::Sub': '/' } } },
  ],
  ['Setting.Intrinsic', 'Resources Site Metadata WebsiteHealthcheck', website, { metadata: { Ref: 'All' } }],
  [
    'Setting.TooLongForTag',
    'Resources Site Metadata WebsiteHealthcheck Path',
    website,
    { metadata: { Path: `/${'?'.repeat(86)}` } },
  ],
  [
    'Metadata.Misspelled',
    'Resources Site Metadata WebsiteHealthCheck',
    website,
    { attributes: { Metadata: { WebsiteHealthCheck: {} } } },
  ],
  [
    'FunctionUrl.WithoutAlias',
    'Resources Site Properties FunctionUrlConfig',
    { ...website, FunctionUrlConfig: { AuthType: 'NONE' } },
  ],
  [
    'FunctionUrl.WithoutAlias',
    'Globals Function FunctionUrlConfig',
    website,
    { globals: { FunctionUrlConfig: { AuthType: 'NONE' } } },
  ],
  ['Api.WithoutAlias', 'Resources Site', website, { resources: integrating }],
  [
    'Hooks.Intrinsic',
    'Resources Site Properties DeploymentPreference Hooks',
    { ...website, DeploymentPreference: { Hooks: { Ref: 'H' } } },
  ],
  [
    'Hooks.Intrinsic',
    'Globals Function DeploymentPreference Hooks',
    { ...website, DeploymentPreference: { Type: 'AllAtOnce' } },
    { globals: { DeploymentPreference: { Hooks: { Ref: 'H' } } } },
  ],
  [
    'Api.PastAlias',
    'Resources Site Properties AutoPublishAlias',
    { ...website, AutoPublishAlias: 'live' },
    { resources: integrating },
  ],
  [
    'PublishOn.Description',
    'Resources Site Properties Description',
    { ...website, Description: 'd'.repeat(250) },
    { metadata: { PublishOn: 'Change' } },
  ],
  ['RollbackAlarm.AllAtOnce', 'Resources Site Metadata WebsiteHealthcheck RollbackAlarm', website, alarm],
  [
    'RollbackAlarm.NameTaken',
    'Resources Site Metadata WebsiteHealthcheck RollbackAlarm',
    { ...website, DeploymentPreference: canary },
    { ...alarm, resources: { SiteRollbackAlarm: { Type: 'AWS::SNS::Topic' } } },
  ],
  [
    'StackGate.NameTaken',
    'Resources Site Metadata WebsiteHealthcheck StackGate',
    website,
    { metadata: { StackGate: true }, resources: { SiteHealthcheck: { Type: 'AWS::SNS::Topic' } } },
  ],
  [
    'RollbackAlarm.AlarmsNotAList',
    'Resources Site Properties DeploymentPreference Alarms',
    { ...website, DeploymentPreference: { ...canary, Alarms: { Ref: 'A' } } },
    alarm,
  ],
  [
    'RollbackAlarm.PassthroughCondition',
    'Resources Site Properties DeploymentPreference PassthroughCondition',
    { ...website, DeploymentPreference: { ...canary, PassthroughCondition: false } },
    { ...alarm, attributes: { Condition: 'IsProd' } },
  ],
]

for (const [code, path, properties, around] of rows)
  problem(`${code} has a code and the place in the template: ${path}`, () => {
    assert.equal(transformed(properties, around).places, [`${code} ${path}`])
  })

problem('of a function in a loop has the keys of the loop', () => {
  const web = {
    Type: 'AWS::Serverless::Function',
    Metadata: { WebsiteHealthcheck: { Mode: 'x' } },
    Properties: website,
  }
  const resources = { 'Fn::ForEach::Sites': ['Name', ['A'], { 'Site${Name}': web }] }
  assert.equal(transformed(website, { resources }).places, [
    'Setting.Invalid Resources Fn::ForEach::Sites 2 Site${Name} Metadata WebsiteHealthcheck Mode',
  ])
})

problem.run()
