import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { defaults, type Settings } from '../../schema/settings.ts'
import { parseTags, tagPrefix, tagsFor } from '../../schema/tags.ts'

/** Lambda's own pattern for tag values: https://github.com/cloud-custodian/cloud-custodian/issues/2520 */
const legal = /^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$/u

const tags = suite('tagsFor, parseTags')

const settings: fc.Arbitrary<Settings> = fc.record(
  {
    enabled: fc.constant(true),
    path: fc.stringMatching(/^\/[!-"$-~]{0,30}$/),
    method: fc.constantFrom('GET', 'HEAD', 'POST'),
    host: fc.constantFrom('example.com', 'a.b:80'),
    matcher: fc.constantFrom('200', '200-399', '200,204', '200-299, 404'),
    searchString: fc.stringMatching(/^[^\0]{1,30}$/).filter(value => !/\p{Surrogate}/u.test(value)),
    timeoutSeconds: fc.integer({ min: 1, max: 300 }),
    intervalSeconds: fc.integer({ min: 0, max: 300 }),
    healthyThresholdCount: fc.integer({ min: 1, max: 10 }),
    unhealthyThresholdCount: fc.integer({ min: 1, max: 10 }),
    payloadFormatVersion: fc.constantFrom('Auto', '1.0', '2.0', 'ALB'),
    deploymentType: fc.constant('AllAtOnce'),
    aliasName: fc.constant('live'),
    mode: fc.constantFrom('Auto', 'Enforce', 'Compare', 'Warn'),
    authorizers: fc.constant('Probe'),
    rollbackAlarm: fc.constant(false),
    stackGate: fc.constant(false),
    publishOn: fc.constant('Change'),
  },
  { noNullPrototype: true, requiredKeys: Object.keys(defaults) as (keyof Settings)[] },
) as fc.Arbitrary<Settings>

tags('carry every legal setting to the hook', () => {
  fc.assert(
    fc.property(settings, fc.constantFrom('Api', 'HttpApi', 'FunctionUrl'), (settings, eventType) => {
      const route = { method: 'ANY', path: '/{proxy+}' }
      const facts = { eventType, route, stage: 'v1', streams: true, authorizer: 'JWT' } as const
      const written = tagsFor(settings, defaults, facts)
      for (const value of Object.values(written)) assert.match(value, legal)
      const read = parseTags({ ...written, 'lambda:createdBy': 'SAM' }, 'Site')
      assert.equal({ ...defaults, ...read.settings }, settings)
      assert.equal([read.problems, read.eventType, read.route], [[], eventType, route])
      assert.equal([read.stage, read.streams, read.authorizer], ['v1', true, 'JWT'])
    }),
  )
})

const alone = { [`${tagPrefix}EventType`]: 'Api' }

tags('say only that the macro was here where the hook would assume the same', () => {
  assert.equal(tagsFor(defaults, defaults, { eventType: 'Api' }), alone)
  assert.equal(tagsFor(defaults, { ...defaults, searchString: 'ok' }, { eventType: 'Api' }), alone)
})

tags('say nothing of what CloudFormation has acted on already', () => {
  const acted = { enabled: false, deploymentType: 'X', aliasName: 'x', rollbackAlarm: true }
  assert.equal(tagsFor({ ...defaults, ...acted }, defaults, { eventType: 'Api' }), alone)
})

for (const [value, route] of [
  ['ANY /=7Bproxy+=7D', { method: 'ANY', path: '/{proxy+}' }],
  ['ANY $default', { method: 'ANY', path: '$default' }],
  ['GET', undefined],
  ['GET up', undefined],
  ['so GET /up', undefined],
  ['GET /up twice', undefined],
  ['GET $default/up', undefined],
] as const)
  tags(`read the route ${value} as ${JSON.stringify(route)}`, () => {
    const read = parseTags({ [`${tagPrefix}Route`]: value }, 'Site')
    assert.equal([read.route, read.problems], [route, []])
  })

for (const stage of ['v1', '$default', 'Prod', 'my-stage_2'])
  tags(`carry the stage ${stage}`, () => {
    const written = tagsFor(defaults, defaults, { eventType: 'HttpApi', stage })
    for (const value of Object.values(written)) assert.match(value, legal)
    assert.is(parseTags(written, 'Site').stage, stage)
  })

for (const value of ['', 'a/b', 'a b', '$other'])
  tags(`read no stage from ${JSON.stringify(value)}`, () => {
    assert.is(parseTags({ [`${tagPrefix}Stage`]: value }, 'Site').stage, undefined)
  })

tags('are compared with what the installed stack assumes, not with the built-in defaults', () => {
  const assumed = { ...defaults, path: '/up' }
  assert.equal(tagsFor(assumed, assumed, { eventType: 'Api' }), alone)
  assert.equal(tagsFor(defaults, assumed, { eventType: 'Api' }), { [`${tagPrefix}Path`]: '/healthcheck' })
})

tags('of others are passed over, wrong ones of ours are named', () => {
  const read = parseTags({ team: 'web', [`${tagPrefix}TimeoutSeconds`]: 'soon', [`${tagPrefix}Mode`]: 'Warn' }, 'Site')
  assert.equal(read.settings, { mode: 'Warn' })
  assert.equal(
    read.problems.map(({ sentence }) => sentence),
    ['Site.Tags.TimeoutSeconds is soon; expected 1 to 300.'],
  )
})

tags.run()
