import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { yamlParse } from 'yaml-cfn'
import { plainValue } from '../../../cli/template/scalar.ts'
import { parseYaml } from '../../../cli/template/yaml.ts'

const scalar = suite('plainValue')

for (const [text, value] of [
  ['', null],
  ['~', null],
  ['null', null],
  ['yes', true],
  ['On', true],
  ['TRUE', true],
  ['no', false],
  ['off', false],
  ['tRUE', 'tRUE'],
  ['y', 'y'],
  ['10', 10],
  ['-3', -3],
  ['0', 0],
  ['1.50', 1.5],
  ['0x1F', 31],
  ['012345678901', '012345678901'],
  ['012345670123', '012345670123'],
  ['123456789012', 123456789012],
  ['12345678901234567890', '12345678901234567890'],
  ['12e4567', '12e4567'],
  ['2012-10-17', '2012-10-17'],
  ['22:22', '22:22'],
  ['.inf', '.inf'],
] as const)
  scalar(`${text || 'nothing'} is ${JSON.stringify(value)}`, () => {
    assert.is(plainValue(text), value)
  })

scalar.run()

const form = suite('parseYaml')

for (const [text, value] of [
  ['!Ref Site', { Ref: 'Site' }],
  ['!Condition IsProd', { Condition: 'IsProd' }],
  ['!GetAtt Site.Arn', { 'Fn::GetAtt': ['Site', 'Arn'] }],
  ['!GetAtt Stack.Outputs.Url', { 'Fn::GetAtt': ['Stack', 'Outputs.Url'] }],
  ['!GetAtt Site', { 'Fn::GetAtt': ['Site'] }],
  ['!GetAtt [Site, Arn]', { 'Fn::GetAtt': ['Site', 'Arn'] }],
  ['!ToJsonString {a: 1}', { 'Fn::ToJsonString': { a: 1 } }],
  ['!Length [1, 2]', { 'Fn::Length': [1, 2] }],
  ['!Anything x', { 'Fn::Anything': 'x' }],
  ['!If [A, !Ref B, no]', { 'Fn::If': ['A', { Ref: 'B' }, false] }],
  ['!Sub 5', { 'Fn::Sub': '5' }],
  ['"yes"', 'yes'],
  ['!!str 5', '5'],
  ['!!int "5"', 5],
  ['|\n  a\n  b\n', 'a\nb\n'],
  ['{on: 1, 012: 2, ~: 3}', { on: 1, '012': 2, '~': 3 }],
  ['{a: &x {b: 1, c: 2}, d: {<<: *x, c: 3}}', { a: { b: 1, c: 2 }, d: { b: 1, c: 3 } }],
  ['{<<: [{a: 1}, {a: 2, b: 2}]}', { a: 1, b: 2 }],
  ['{"<<": 1}', { '<<': 1 }],
  ['{"a": 1e3, "b": 012345678901}', { a: '1e3', b: '012345678901' }],
  ['{"a": 1e3}', { a: 1000 }],
] as const)
  form(`reads ${JSON.stringify(text)}`, () => {
    const read = parseYaml(text)
    assert.equal({ value: read.value, errors: read.errors }, { value, errors: [] })
  })

const nestedKeys = (depth: number): string => Array.from({ length: depth }, (_, i) => `${' '.repeat(i)}k:\n`).join('')

for (const [text, message] of [
  ['a: b: c', '1:4 Nested mappings are not allowed in compact mappings'],
  ['a:\n  - b\n c: d', '3:1 All mapping items must start at the same column'],
  ['a: 1\n---\nb: 2', '2:1 it has several documents, separated by ---'],
  ['a: &x [*x]', '1:7 aliases repeat or nest more than a template can hold'],
  ['a: *x', '1:4 *x names no anchor'],
  ['? [a]\n: b', '1:3 a key is not text'],
  ['!Ref a: b', '1:6 a key is not text'],
  ['['.repeat(20_000), '1:501 it is nested too deeply'],
  ['- '.repeat(20_000), '1:1000 it is nested too deeply'],
  [nestedKeys(3000), '500:501 it is nested too deeply'],
  ['a: 1\nb: [1, 2\nc: 3\nd: [\n', '2:4 [ is not closed'],
  ["a: 1\nb: 'c\nd: [\n", "2:4 ' is not closed"],
  ['a: "\\"\nb: [\n', '1:4 " is not closed'],
] as const)
  form(`refuses ${JSON.stringify(text.slice(0, 20))}: ${message}`, () => {
    const [error, ...others] = parseYaml(text).errors
    assert.equal(others, [])
    assert.is(`${error?.position.line}:${error?.position.column} ${error?.message}`, message)
  })

form('refuses aliases that multiply', () => {
  const lists = [...'bcdefgh'].map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`)}]`)
  const { errors } = parseYaml(['a: &a [x, x, x, x, x, x, x, x, x]', ...lists].join('\n'))
  assert.match(errors[0]?.message ?? '', /aliases repeat/)
})

form('reads 50,000 aliases by one walk through the text', () => {
  const { value, errors } = parseYaml(`{a: &a {b: 1}, c: [${Array(50_000).fill('*a').join(', ')}]}`)
  assert.equal(errors, [])
  assert.equal((value as { c: unknown[] }).c[49_999], { b: 1 })
})

form('gives an alias what stands before it under its anchor', () => {
  const { value } = parseYaml('{a: &x 1, b: *x, c: &x 2, d: [*x, &x 3], e: *x}')
  assert.equal(value, { a: 1, b: 1, c: 2, d: [2, 3], e: 3 })
})

form('refuses aliases that nest deeper than what reads them can go', () => {
  const lists = Array.from({ length: 20_000 }, (_, i) => `- &a${i + 1} [*a${i}]`)
  const { errors } = parseYaml(['- &a0 []', ...lists].join('\n'))
  assert.match(errors[0]?.message ?? '', /aliases repeat or nest more/)
  assert.is(errors.length, 1)
})

form('takes the last of two keys, and says where it is', () => {
  const { value, warnings } = parseYaml('Resources:\n  A: 1\n  A: 2\n')
  assert.equal(value, { Resources: { A: 2 } })
  assert.equal(warnings, [{ position: { line: 3, column: 3 }, message: 'A is written twice; the last one counts' }])
})

form('is not misled by names that every object has', () => {
  const { value } = parseYaml('__proto__: {Path: /x}\nb: &b {constructor: 1}\nc: {<<: *b}')
  assert.equal(Object.keys(value as object), ['__proto__', 'b', 'c'])
  assert.is(({} as { Path?: string }).Path, undefined)
})

form.run()

const place = suite('locate')
const text = `Resources:
  Site:
    Type: AWS::Serverless::Function
    Properties:
      Role: !GetAtt Role.Arn
      Layers:
        - !Ref First
        - Ref: Second
      <<: &shared {Timeout: 3}
  Other:
    Properties: {<<: *missing}
`.replace('*missing', '{MemorySize: 5}')

for (const [path, line, column] of [
  [['Resources', 'Site'], 2, 3],
  [['Resources', 'Site', 'Type'], 3, 5],
  [['Resources', 'Site', 'Properties', 'Role'], 5, 7],
  [['Resources', 'Site', 'Properties', 'Role', 'Fn::GetAtt'], 5, 21],
  [['Resources', 'Site', 'Properties', 'Layers', 0, 'Ref'], 7, 16],
  [['Resources', 'Site', 'Properties', 'Layers', 1, 'Ref'], 8, 11],
  [['Resources', 'Site', 'Properties', 'Timeout'], 9, 20],
  [['Resources', 'Other', 'Properties', 'MemorySize'], 11, 23],
  [['Resources', 'Site', 'Metadata', 'WebsiteHealthcheck'], 2, 3],
  [['Nothing'], 1, 1],
] as const)
  place(`finds ${path.join('.')} in line ${line}, column ${column}`, () => {
    assert.equal(parseYaml(text).locate(path), { line, column })
  })

place('finds 20,000 places behind aliases by one walk through the text', () => {
  const names = Array.from({ length: 20_000 }, (_, i) => `b${i}`)
  const { locate } = parseYaml(`a: &a\n  c: 1\n${names.map(name => `${name}: *a\n`).join('')}`)
  for (const name of names) assert.equal(locate([name, 'c']), { line: 2, column: 3 })
})

place('finds places in JSON', () => {
  assert.equal(parseYaml('{\n  "Resources": {\n    "Site": {}\n  }\n}').locate(['Resources', 'Site']), {
    line: 3,
    column: 5,
  })
})

place.run()

const agreement = suite('parseYaml and yaml-cfn')
const examples = new URL('../../../examples/', import.meta.url)

for (const name of readdirSync(examples).filter(name => existsSync(new URL(`${name}/template.yaml`, examples))))
  agreement(`read examples/${name}/template.yaml alike`, () => {
    const text = readFileSync(new URL(`${name}/template.yaml`, examples), 'utf8')
    const { value, errors, warnings } = parseYaml(text)
    assert.equal([errors, warnings], [[], []])
    assert.equal(value, yamlParse(text))
  })

agreement.run()
