import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { dig } from '../../schema/json.ts'
import { type Around, transformed, website } from '../helpers/template.ts'

const canary = 'Canary10Percent5Minutes'
const on = { RollbackAlarm: true, DeploymentType: canary }

const site = (preference?: unknown, around: Around = {}) =>
  transformed(preference === undefined ? website : { ...website, DeploymentPreference: preference }, {
    metadata: on,
    ...around,
  })
const alarms = (preference?: unknown, around?: Around) => {
  const { fragment, problems } = site(preference, around)
  return problems[0] ?? dig(fragment, 'Resources', 'Site', 'Properties', 'DeploymentPreference', 'Alarms')
}

const noList =
  'Site.DeploymentPreference.Alarms is not a list, so RollbackAlarm cannot add its alarm; expected a list, or RollbackAlarm: false.'
const ours = { Ref: 'SiteRollbackAlarm' }
const alarm = suite('RollbackAlarm')

alarm('adds an alarm on the errors of the new version, and nothing else beside the function', () => {
  const { Resources } = site().fragment
  assert.equal(Object.keys(Resources), ['Site', 'SiteRollbackAlarm'])
  assert.equal(Object.keys(Resources.SiteRollbackAlarm ?? {}), ['Type', 'Properties'])
  assert.is((Resources.SiteRollbackAlarm as { Type?: string }).Type, 'AWS::CloudWatch::Alarm')
  assert.is(dig(Resources, 'Site', 'Properties', 'DeploymentPreference', 'PassthroughCondition'), undefined)
  const { AlarmDescription, ...properties } = Resources.SiteRollbackAlarm?.Properties ?? {}
  assert.ok(AlarmDescription)
  assert.equal(properties, {
    Namespace: 'AWS/Lambda',
    MetricName: 'Errors',
    Dimensions: [
      { Name: 'FunctionName', Value: { Ref: 'Site' } },
      { Name: 'Resource', Value: { 'Fn::Join': [':', [{ Ref: 'Site' }, 'live']] } },
      { Name: 'ExecutedVersion', Value: { 'Fn::GetAtt': ['Site', 'Version.Version'] } },
    ],
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 0,
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'notBreaching',
  })
})

alarm('watches the alias that is in effect', () => {
  const { Resources } = site(undefined, { globals: { AutoPublishAlias: { Ref: 'Alias' } } }).fragment
  assert.match(JSON.stringify(Resources.SiteRollbackAlarm), '{"Fn::Join":[":",[{"Ref":"Site"},{"Ref":"Alias"}]]}')
})

for (const [title, preference, around, expected] of [
  ['is attached to the preference that the macro makes', undefined, {}, [ours]],
  ["stands behind the user's own alarms", { Type: canary, Alarms: ['mine'] }, {}, ['mine', ours]],
  ['comes for a type of the user as well', { Type: 'Linear10PercentEvery1Minute' }, {}, [ours]],
  ['comes for a type that nobody knows yet', { Type: { 'Fn::If': ['C', canary, 'AllAtOnce'] } }, {}, [ours]],
  ["does not ask for a function's condition where it has none", { PassthroughCondition: false }, {}, [ours]],
  ['is off unless set', undefined, { metadata: { DeploymentType: canary } }, undefined],
  [
    'set for all functions passes over those that shift all at once',
    undefined,
    { metadata: {}, params: { RollbackAlarm: 'true' } },
    undefined,
  ],
  [
    'set on a function that shifts all at once is a mistake',
    { Type: { Ref: 'Type' } },
    { parameters: { Type: 'AllAtOnce' } },
    'Site.Metadata.WebsiteHealthcheck.RollbackAlarm is true with the deployment type AllAtOnce, which leaves an alarm no time; expected a canary or linear DeploymentType.',
  ],
  ['cannot be added to Alarms that are an intrinsic function', { Alarms: { 'Fn::If': ['C', [], []] } }, {}, noList],
  ['cannot be added to Alarms that are a text', { Alarms: 'mine' }, {}, noList],
  [
    'cannot be added to Alarms that were switched off',
    { Alarms: null },
    { globals: { DeploymentPreference: { Alarms: ['x'] } } },
    noList,
  ],
  [
    'needs its name',
    undefined,
    { resources: { SiteRollbackAlarm: { Type: 'AWS::SNS::Topic' } } },
    'Site.Metadata.WebsiteHealthcheck.RollbackAlarm adds an alarm named SiteRollbackAlarm, and the template has a resource of that name; expected another name there, or RollbackAlarm: false.',
  ],
  [
    'needs the condition of a conditional function passed on',
    { PassthroughCondition: false },
    { attributes: { Condition: 'IsProd' } },
    "Site.DeploymentPreference.PassthroughCondition is not true, so the deployment group would exist, and name RollbackAlarm's alarm, where the function's Condition creates none; expected true, or RollbackAlarm: false.",
  ],
] as const)
  alarm(title, () => {
    assert.equal(alarms(preference, around), expected)
  })

alarm('of a conditional function has its condition, and so has the deployment group', () => {
  for (const preference of [undefined, { Type: canary }, { Type: canary, PassthroughCondition: true }]) {
    const { Resources } = site(preference, { attributes: { Condition: 'IsProd' } }).fragment
    assert.is((Resources.SiteRollbackAlarm as { Condition?: string }).Condition, 'IsProd')
    assert.is(dig(Resources, 'Site', 'Properties', 'DeploymentPreference', 'PassthroughCondition'), true)
  }
})

const inLoop = (others: Record<string, unknown> = {}) =>
  transformed(
    {},
    {
      resources: {
        'Fn::ForEach::Sites': [
          'Name',
          ['A'],
          {
            'Site${Name}': {
              Type: 'AWS::Serverless::Function',
              Metadata: { WebsiteHealthcheck: on },
              Properties: website,
            },
            ...others,
          },
        ],
      },
    },
  )

alarm('stands inside the loop of its function', () => {
  const { Resources } = inLoop().fragment as { Resources: Record<string, unknown> }
  const [, , body] = Resources['Fn::ForEach::Sites'] as [unknown, unknown, Record<string, unknown>]
  assert.equal(Object.keys(body), ['Site${Name}', 'Site${Name}RollbackAlarm'])
})

alarm('needs its name inside a loop too', () => {
  const { problems } = inLoop({ 'Site${Name}RollbackAlarm': { Type: 'AWS::SNS::Topic' } })
  assert.match(
    problems[0] ?? '',
    'adds an alarm named Site${Name}RollbackAlarm, and the template has a resource of that',
  )
})

alarm.run()
