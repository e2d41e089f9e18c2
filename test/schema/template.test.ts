import { readdirSync, readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parseYaml } from '../../cli/template/yaml.ts'
import settings from '../../schema/settings.schema.json' with { type: 'json' }
import { settingNames } from '../../schema/settings.ts'
import template from '../../schema/template.schema.json' with { type: 'json' }

const ajv = new Ajv({ strict: false, schemas: [settings] })
const isTemplate = ajv.compile(template)
const takes = (value: unknown): boolean => isTemplate(value)

const schema = suite('template.schema.json')

const root = new URL('../../', import.meta.url)
const examples = readdirSync(new URL('examples/', root), { recursive: true, encoding: 'utf8' })
  .filter(file => /^[\w-]+\/template\.yaml$/.test(file))
  .map(file => `examples/${file}`)

schema('finds the examples', () => {
  assert.ok(examples.length > 1)
})

for (const file of [...examples, 'template.yaml'])
  schema(`takes ${file}`, () => {
    assert.ok(takes(parseYaml(readFileSync(new URL(file, root), 'utf8')).value), JSON.stringify(isTemplate.errors))
  })

const onFunction = (written: unknown) => ({
  Resources: { Site: { Type: 'AWS::Serverless::Function', Metadata: { WebsiteHealthcheck: written } } },
})
const inTransform = (Parameters: unknown) => ({
  Transform: [{ Name: 'WebsiteHealthcheck', Parameters }, 'AWS::Serverless-2016-10-31'],
  Resources: {},
})

for (const name of settingNames)
  schema(`takes the examples of ${name}, and a Ref, in both places`, () => {
    for (const value of [...settings.properties[name].examples, { Ref: 'Parameter' }])
      for (const place of [onFunction, inTransform])
        assert.ok(takes(place({ [name]: value })), `${JSON.stringify(value)} ${JSON.stringify(isTemplate.errors)}`)
  })

for (const name of settingNames)
  schema(`takes what the YAML language server reads of ${name}: !Ref Stage, which is the text Stage`, () => {
    assert.ok(takes(onFunction({ [name]: 'Stage' })), JSON.stringify(isTemplate.errors))
  })

schema('describes each setting in one place, for editors show as many descriptions as match', () => {
  const { settings, ignoreChecks } = template.definitions
  for (const [name, setting] of Object.entries({ ...settings.properties, ignoreChecks }))
    for (const keyword of ['anyOf', 'oneOf', 'allOf', '$ref']) assert.not.ok(keyword in setting, `${name} ${keyword}`)
})

for (const written of [
  { TimeoutSeconds: '5', Enabled: 'false' },
  { Matcher: 200, PayloadFormatVersion: 2 },
  { IgnoreChecks: ['WHW3003', 'WHI'] },
  { IgnoreChecks: 'WHW3003, WHI' },
])
  schema(`takes ${JSON.stringify(written)} on a function, as the macro and check do`, () => {
    assert.ok(takes(onFunction(written)), JSON.stringify(isTemplate.errors))
  })

for (const written of [
  { Tiemout: 5 },
  { TimeoutSeconds: 0 },
  { Path: 'a b' },
  { Path: '/a b' },
  { Mode: 'warn' },
  { Mode: 5 },
  { Method: 'get' },
  { Enabled: 1 },
  { Path: { Foo: 'x' } },
  { Path: { 'Fn::Sub': '/x' } },
  { IgnoreChecks: ['W3003'] },
  'on',
  [],
])
  schema(`refuses ${JSON.stringify(written)} on a function`, () => {
    assert.not.ok(takes(onFunction(written)))
  })

for (const written of [{ Tiemout: 5 }, { Path: 'a b' }, 'on'])
  schema(`refuses ${JSON.stringify(written)} as Parameters of the transform`, () => {
    assert.not.ok(takes(inTransform(written)))
  })

for (const [what, value] of [
  ['a template without the macro', { Transform: 'AWS::Serverless-2016-10-31', Resources: { A: { Type: 'A::B::C' } } }],
  ["another macro's parameters", { Transform: [{ Name: 'Datadog', Parameters: { stackName: 'x' } }], Resources: {} }],
  ["other resources' Metadata", { Resources: { A: { Type: 'A::B::C', Metadata: { 'aws:cdk:path': 'x' } } } }],
  ['checks to ignore in all of it', { Metadata: { WebsiteHealthcheck: { IgnoreChecks: ['WHW3003'] } }, Resources: {} }],
  ['loops', { Resources: { 'Fn::ForEach::Sites': ['Name', ['A'], { 'Site${Name}': { Type: 'A::B::C' } }] } }],
] as const)
  schema(`takes ${what}`, () => {
    assert.ok(takes(value), JSON.stringify(isTemplate.errors))
  })

schema.run()
