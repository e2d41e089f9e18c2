import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { resolve, resolveAsSam } from '../../sam/intrinsics.ts'
import { knownOf } from '../../sam/known.ts'

const template = {
  Mappings: { Regions: { 'eu-west-1': { Gate: false, Name: 'ireland' } } },
  Conditions: {
    IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
    IsTest: { 'Fn::Not': [{ Condition: 'IsProd' }] },
    IsSmall: { 'Fn::Equals': [{ Ref: 'Size' }, 2] },
    IsBoth: { 'Fn::And': [{ Condition: 'IsProd' }, { Condition: 'IsSmall' }] },
    IsEither: { 'Fn::Or': [{ Condition: 'IsTest' }, { Condition: 'IsSmall' }] },
    IsOpen: { 'Fn::Equals': [{ Ref: 'Secret' }, 'x'] },
    IsOpenAndTest: { 'Fn::And': [{ Condition: 'IsOpen' }, { Condition: 'IsTest' }] },
    IsOpenOrProd: { 'Fn::Or': [{ Condition: 'IsOpen' }, { Condition: 'IsProd' }] },
    IsOpenOrTest: { 'Fn::Or': [{ Condition: 'IsOpen' }, { Condition: 'IsTest' }] },
    IsCircle: { 'Fn::Not': [{ Condition: 'IsCircle' }] },
  },
}
const known = knownOf(template, {
  parameters: { Stage: 'prod', Size: '2', Zones: ['a', 'b'] },
  region: 'eu-west-1',
  accountId: '123456789012',
})
const lookup = { 'Fn::FindInMap': ['Regions', { Ref: 'AWS::Region' }, 'Name'] }
const when = (condition: string) => ({ 'Fn::If': [condition, 'yes', 'no'] })

const full = suite('resolve')

for (const [value, result] of [
  ['text', 'text'],
  [{ Ref: 'Stage' }, 'prod'],
  [{ Ref: 'AWS::Region' }, 'eu-west-1'],
  [{ Ref: 'AWS::AccountId' }, '123456789012'],
  [{ Ref: 'AWS::Partition' }, 'aws'],
  [{ Ref: 'AWS::URLSuffix' }, 'amazonaws.com'],
  [{ Ref: 'Zones' }, ['a', 'b']],
  [lookup, 'ireland'],
  [{ 'Fn::Sub': 'a-${Stage}-${AWS::Region}' }, 'a-prod-eu-west-1'],
  [{ 'Fn::Sub': '${!Stage}' }, '${Stage}'],
  [{ 'Fn::Sub': ['${Name}-${Stage}', { Name: lookup }] }, 'ireland-prod'],
  [{ 'Fn::Join': ['-', ['a', { Ref: 'Stage' }, lookup]] }, 'a-prod-ireland'],
  [{ 'Fn::Join': [',', { Ref: 'Zones' }] }, 'a,b'],
  [{ 'Fn::Select': [1, { Ref: 'Zones' }] }, 'b'],
  [{ 'Fn::Select': ['0', { 'Fn::Split': ['-', { Ref: 'AWS::Region' }] }] }, 'eu'],
  [when('IsProd'), 'yes'],
  [when('IsTest'), 'no'],
  [when('IsSmall'), 'yes'],
  [when('IsBoth'), 'yes'],
  [when('IsEither'), 'yes'],
  [when('IsOpenAndTest'), 'no'],
  [when('IsOpenOrProd'), 'yes'],
  [
    { A: [{ Ref: 'Stage' }, { Ref: 'AWS::NoValue' }], B: { 'Fn::If': ['IsTest', 1, { Ref: 'AWS::NoValue' }] } },
    { A: ['prod'] },
  ],
] as const)
  full(`makes ${JSON.stringify(result)} of ${JSON.stringify(value)}`, () => {
    assert.equal(resolve(value, known), result)
  })

for (const value of [
  { Ref: 'Bucket' },
  { Ref: 'AWS::StackName' },
  { Ref: 'AWS::NoValue' },
  { Ref: 'constructor' },
  { 'Fn::FindInMap': ['Regions', 'us-east-1', 'Name'] },
  { 'Fn::FindInMap': ['Regions', { Ref: 'Bucket' }, 'Name'] },
  { 'Fn::Sub': '${Bucket}-${Stage}' },
  { 'Fn::Sub': [1] },
  { 'Fn::Join': ['', [{ Ref: 'Bucket' }]] },
  { 'Fn::Join': 'x' },
  { 'Fn::Select': [7, { Ref: 'Zones' }] },
  { 'Fn::Select': 'x' },
  { 'Fn::Split': ['-', { Ref: 'Bucket' }] },
  { 'Fn::GetAtt': ['Site', 'Arn'] },
  { 'Fn::If': 'x' },
  { 'Fn::ToString': 'x' },
  when('IsOpen'),
  when('IsOpenOrTest'),
  when('IsCircle'),
  when('IsAbsent'),
])
  full(`leaves ${JSON.stringify(value)} as it is written`, () => {
    assert.equal(resolve(value, known), value)
  })

for (const [region, partition, suffix] of [
  ['cn-north-1', 'aws-cn', 'amazonaws.com.cn'],
  ['us-gov-west-1', 'aws-us-gov', 'amazonaws.com'],
  ['us-iso-east-1', 'aws-iso', 'c2s.ic.gov'],
  ['us-isob-east-1', 'aws-iso-b', 'sc2s.sgov.gov'],
] as const)
  full(`knows the partition of ${region}`, () => {
    const there = knownOf({}, { region })
    assert.equal(resolve([{ Ref: 'AWS::Partition' }, { Ref: 'AWS::URLSuffix' }], there), [partition, suffix])
  })

full.run()

const asSam = suite('resolveAsSam')

for (const [value, result] of [
  [{ Ref: 'Stage' }, 'prod'],
  [{ Ref: 'AWS::Region' }, 'eu-west-1'],
  [{ Ref: 'AWS::Partition' }, 'aws'],
  [lookup, 'ireland'],
] as const)
  asSam(`makes ${JSON.stringify(result)} of ${JSON.stringify(value)}`, () => {
    assert.equal(resolveAsSam(value, known), result)
  })

for (const value of [
  when('IsProd'),
  { 'Fn::Sub': '${Stage}' },
  { 'Fn::Join': ['', ['a']] },
  { Ref: 'AWS::AccountId' },
  { 'Fn::FindInMap': ['Regions', { 'Fn::Sub': '${AWS::Region}' }, 'Name'] },
  { A: { Ref: 'Stage' } },
])
  asSam(`leaves ${JSON.stringify(value)} as it is written`, () => {
    assert.equal(resolveAsSam(value, known), value)
  })

asSam.run()
