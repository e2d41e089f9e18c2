import { readdirSync, readFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { yamlParse } from 'yaml-cfn'
import { transform } from '../../macro/transform.ts'
import { worldOf } from '../../macro/world.ts'
import { dig } from '../../schema/json.ts'
import { event, website } from '../helpers/template.ts'

const world = worldOf({}, () => {})
const pairs = new URL('../fixtures/macro/', import.meta.url)
const read = (file: string) => yamlParse(readFileSync(new URL(file, pairs), 'utf8'))

const fixtures = suite('input.yaml becomes output.yaml')

for (const name of readdirSync(pairs))
  fixtures(name, () => {
    const { Transform: _, ...fragment } = read(`${name}/input.yaml`)
    const { Transform: __, ...expected } = read(`${name}/output.yaml`)
    const result = transform({ fragment }, world)
    assert.equal(result.problems, [])
    assert.is(JSON.stringify(result.fragment, null, 2), JSON.stringify(expected, null, 2), 'key order included')
  })

fixtures.run()

const promises = suite('promises')

promises('the input is not mutated, and what is not changed is shared, not copied', () => {
  const input = deepFreeze(event(website, { resources: { Topic: { Type: 'AWS::SNS::Topic' } } }))
  const { fragment } = transform(input, world) as { fragment: typeof input.fragment }
  assert.is.not(fragment, input.fragment)
  const topic = (value: object) => dig(value, 'Resources', 'Topic')
  assert.ok(topic(fragment))
  assert.is(topic(fragment), topic(input.fragment))
})

promises('transforming twice is transforming once', () => {
  const once = transform(event(website), world).fragment
  assert.is(JSON.stringify(transform({ fragment: once }, world).fragment), JSON.stringify(once))
})

promises('a template without a website comes back as the very same object', () => {
  const input = event({ Handler: 'x' })
  assert.is(transform(input, world).fragment, input.fragment)
})

for (const [title, resource, key = 'Odd'] of [
  [
    'a loop with one entry too many',
    ['Name', ['A'], { Shop: { Type: 'AWS::Serverless::Function', Properties: website } }, 'x'],
    'Fn::ForEach::Shops',
  ],
  ['a function whose Properties are no map', { Type: 'AWS::Serverless::Function', Properties: ['x'] }],
  ['a list that is no loop', ['Name', ['A'], { Shop: { Type: 'AWS::Serverless::Function', Properties: website } }]],
  ['a resource that is no map', 'AWS::Serverless::Function'],
] as const)
  promises(`${title} is passed over`, () => {
    const input = event(website, { resources: { [key]: resource } })
    const { plans, fragment } = transform(input, world)
    assert.equal(
      plans.map(({ web }) => web.logicalId),
      ['Site'],
    )
    assert.is(dig(fragment, 'Resources', key), resource)
  })

promises('keys that every object inherits are data like any other', () => {
  const input = JSON.parse(
    JSON.stringify(event(website)).replace('"Handler"', '"__proto__":{"a":1},"constructor":2,"Handler"'),
  )
  const { fragment } = transform(input, world) as { fragment: typeof input.fragment }
  assert.match(JSON.stringify(fragment), /"Properties":\{"__proto__":\{"a":1\},"constructor":2,"Handler"/)
  assert.is(fragment.Resources.Site.Properties.AutoPublishAlias, 'live')
})

promises.run()

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(Object.freeze(value))) deepFreeze(inner)
  return value
}
