import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import appSpecSchema from '../../schema/appspec.schema.json' with { type: 'json' }
import { isAppSpec } from '../../schema/generated/validators.js'
import {
  allOf,
  closestTo,
  didYouMean,
  dotted,
  expected,
  faultsOf,
  oneOf,
  sentences,
  shown,
} from '../../schema/sentence.ts'

const appSpec = suite('sentences')

const one = (properties: unknown) => ({
  Resources: [{ Site: { Type: 'AWS::Lambda::Function', Properties: properties } }],
})
const complete = { Name: 'site', Alias: 'live', CurrentVersion: '1', TargetVersion: '2' }

for (const [title, data, sentence] of [
  ['a key that is missing', {}, 'AppSpec.Resources is missing.'],
  ['an empty list', { Resources: [] }, 'AppSpec.Resources is []; expected a list with at least one entry.'],
  ['no list', { Resources: {} }, 'AppSpec.Resources is {}; expected a list with at least one entry.'],
  [
    'a key that is missing further down',
    one({ ...complete, Name: undefined }),
    'AppSpec.Resources.0.Site.Properties.Name is missing.',
  ],
  [
    'no text',
    one({ ...complete, Name: 5 }),
    'AppSpec.Resources.0.Site.Properties.Name is 5; expected the name or ARN of a function.',
  ],
] as const)
  appSpec(`name ${title}`, () => {
    const plain = JSON.parse(JSON.stringify(data))
    assert.not(isAppSpec(plain))
    assert.equal(sentences(isAppSpec.errors ?? [], 'AppSpec', plain, appSpecSchema), [sentence])
  })

appSpec('give the name of a key with slashes and tildes as it was written', () => {
  const plain = { Resources: [{ 'a/b~c': { Type: 'AWS::Lambda::Function', Properties: { ...complete, Name: 5 } } }] }
  assert.not(isAppSpec(plain))
  assert.match(
    sentences(isAppSpec.errors ?? [], 'AppSpec', plain, appSpecSchema)[0] ?? '',
    'Resources.0.a/b~c.Properties.Name is 5',
  )
})

appSpec('name in place of a secret value where it is from', () => {
  const plain = one({ ...complete, Name: 5 })
  assert.not(isAppSpec(plain))
  const found = { 'Resources.0.Site.Properties.Name': 'the value of X' }
  const [fault] = faultsOf(isAppSpec.errors ?? [], dotted('AppSpec'), plain, appSpecSchema, found)
  assert.match(fault?.sentence ?? '', 'Name is the value of X; expected the name or ARN of a function.')
})

appSpec.run()

const words = suite('words of a sentence')

for (const [value, text] of [
  ['/up?deep', '"/up?deep"'],
  ['200-399,404', '200-399,404'],
  ['a b', '"a b"'],
  ['ab ', '"ab "'],
  [' ab', '" ab"'],
  ['', '""'],
  [undefined, 'undefined'],
  ['x'.repeat(60), 'x'.repeat(60)],
  ['x'.repeat(61), `${'x'.repeat(59)}…`],
] as const)
  words(`a value is shown as ${text}`, () => {
    assert.is(shown(value), text)
  })

for (const [name, known, end] of [
  ['Pth', ['Method', 'Path', 'Host'], 'did you mean Path?'],
  ['Mtehod', ['Mode', 'Method'], 'did you mean Method?'],
  ['Mtehod', ['Method', 'Mode'], 'did you mean Method?'],
  ['Methd', ['Methods', 'Method'], 'did you mean Method?'],
  ['Methd', ['Method', 'Methods'], 'did you mean Method?'],
  ['Timeout', ['TimeoutSeconds', 'Mode'], 'did you mean TimeoutSeconds?'],
  ['Quux', ['Path', 'Mode', 'Host'], 'expected Path, Mode or Host.'],
  ['Quux', ['Path'], 'expected Path.'],
] as const)
  words(`${name} among ${known}: ${end}`, () => {
    assert.is(didYouMean(name, known), end)
    assert.is(closestTo(name, known) !== undefined, end.startsWith('did'))
  })

words('names are listed with or before the last', () => {
  assert.equal([oneOf([]), oneOf(['a']), oneOf(['a', 'b']), oneOf(['a', 'b', 'c'])], ['', 'a', 'a or b', 'a, b or c'])
  assert.is(allOf(['a', 'b', 'c']), 'a, b and c')
})

for (const [schema, text] of [
  [{ 'x-expected': 'a path' }, 'a path'],
  [{ enum: ['a', 'b'] }, 'a or b'],
  [{ type: 'integer', minimum: 1, maximum: 3 }, '1 to 3'],
  [{ type: 'integer', minimum: 1 }, 'integer'],
  [{ type: 'integer', maximum: 1 }, 'integer'],
  [{ type: 'boolean' }, 'true or false'],
  [{ type: ['string', 'object'] }, 'a string or a map'],
  [{}, 'something else'],
] as const)
  words(`${JSON.stringify(schema)} expects ${text}`, () => {
    assert.is(expected(schema as Parameters<typeof expected>[0]), text)
  })

words.run()
