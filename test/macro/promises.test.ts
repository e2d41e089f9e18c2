import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { transform } from '../../macro/transform.ts'
import { worldOf } from '../../macro/world.ts'
import { contains } from '../helpers/contains.ts'
import { api, httpApi } from '../helpers/template.ts'

const world = worldOf({}, () => {})
const one = (...values: unknown[]) => fc.constantFrom(...values)
/** Present with one of the values, or absent. */
const maybe = (shape: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record(shape, { requiredKeys: [], noNullPrototype: true })

const preference = fc.oneof(
  one(null, {}, [], 'AllAtOnce', { Ref: 'Preference' }),
  maybe({
    Enabled: one(true, false, 'false', { Ref: 'Gate' }, { 'Fn::If': ['C', true, false] }),
    Type: one('AllAtOnce', 'Canary10Percent5Minutes', { Ref: 'Type' }),
    Role: one('arn:role', null),
    Alarms: one([], ['mine'], null),
    Hooks: one({}, { PostTraffic: 'p' }, { PreTraffic: 'mine' }, null, { 'Fn::If': ['C', {}, {}] }),
  }),
)
const shared = {
  AutoPublishAlias: one('live', 'mine', null, '', { Ref: 'Alias' }),
  DeploymentPreference: preference,
  Tags: one({ team: 'web' }, {}, null, [], { 'websitehealthcheck:Path': '/mine' }),
  FunctionUrlConfig: one(null, null, null, { AuthType: 'NONE' }),
}
const site = fc.record({
  Type: fc.constant('AWS::Serverless::Function'),
  Metadata: maybe({
    WebsiteHealthcheck: one(
      {},
      { Path: '/up' },
      { Enabled: true },
      { Enabled: false },
      { Mode: 'x' },
      { RollbackAlarm: true },
      { StackGate: true },
    ),
  }),
  Properties: maybe({
    ...shared,
    Events: one(
      { A: api('any', '/{proxy+}') },
      { A: api('GET', '/healthcheck'), B: api('POST', '/orders') },
      { A: httpApi('GET', '/x') },
      { A: api('POST', '/orders') },
      {},
    ),
  }),
})
const template = fc.record({
  Globals: fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, fc.record({ Function: maybe(shared) })),
  Resources: fc.record({
    Site: site,
    'Fn::ForEach::Shops': fc.tuple(fc.constant('N'), fc.constant(['A']), fc.record({ 'Shop${N}': site })),
  }),
})
const parameters = { Gate: 'false', Type: 'Linear10PercentEvery1Minute', Alias: 'blue' }
const gate = (fragment: unknown) => transform({ fragment, templateParameterValues: parameters }, world)

const promises = suite('of templates of all kinds')

promises('the input stays as it was, what the user wrote stays in the output, and twice is once', () => {
  const kinds = new Map<string, number>()
  fc.assert(
    fc.property(template, input => {
      const before = JSON.stringify(input)
      const { fragment, plans } = gate(input)
      for (const { kind } of plans) kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
      assert.is(JSON.stringify(input), before)
      assert.ok(contains(fragment, input), 'something that the user wrote is gone or changed')
      assert.is(JSON.stringify(gate(fragment).fragment), JSON.stringify(fragment))
    }),
    { numRuns: 1_000 },
  )
  for (const kind of ['gated', 'left alone', 'refused'])
    assert.ok((kinds.get(kind) ?? 0) > 50, `only ${kinds.get(kind)} functions were ${kind}`)
})

promises.run()
