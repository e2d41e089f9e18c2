import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { macroEvent } from '../../../cli/macro/macro-event.ts'
import { parseOverrides, unknownOverrides } from '../../../cli/template/parameters.ts'
import { parseTemplate } from '../../../cli/template/template.ts'

const overrides = suite('parseOverrides')

for (const [words, expected] of [
  [['Stage=prod', 'Size=2'], { Stage: 'prod', Size: '2' }],
  [['Stage=prod Size=2'], { Stage: 'prod', Size: '2' }],
  [['ParameterKey=Stage,ParameterValue=prod', 'Size=2'], { Stage: 'prod', Size: '2' }],
  [['ParameterKey=Stage,ParameterValue=prod ParameterKey=Size,ParameterValue=2'], { Stage: 'prod', Size: '2' }],
  [['Text="two words" Other=x'], { Text: 'two words', Other: 'x' }],
  [["Text='two words'"], { Text: 'two words' }],
  [['Query=a=b&c=d'], { Query: 'a=b&c=d' }],
  [['Empty='], { Empty: '' }],
  [['List=a,b'], { List: 'a,b' }],
] as const)
  overrides(`takes ${words.join(' and ')}`, () => {
    assert.equal(parseOverrides(words), expected)
  })

for (const [words, found] of [
  [['Stage'], 'a word without = as entry 1'],
  [['Stage=prod the-secret'], 'a word without = as entry 2'],
  [['my-name=the-secret'], 'my-name=… as entry 1'],
  [['ParameterKey=Stage,ParameterVal=the-secret'], 'ParameterKey=… as entry 1'],
] as const)
  overrides(`says what is wrong with ${words}, without the value, which may be secret`, () => {
    assert.throws(
      () => parseOverrides(words),
      (error: Error) => {
        assert.is(
          error.message,
          `--parameter-overrides has ${found}; expected Name=value or ParameterKey=Name,ParameterValue=value.`,
        )
        return true
      },
    )
  })

overrides('names parameters that the template does not have', () => {
  const template = { Parameters: { Stage: { Type: 'String' } } }
  assert.equal(unknownOverrides(template, { Stage: 'x', Stag: 'y' }), [
    'Parameters.Stag is not in the template; did you mean Stage?',
  ])
  assert.equal(unknownOverrides({}, { Stage: 'x' }), [
    'Parameters.Stage is not in the template, which has no Parameters.',
  ])
})

overrides.run()

const event = suite('macroEvent')
const template = parseTemplate(
  `
Transform:
  - Name: WebsiteHealthcheck
    Parameters: { Path: !Ref HealthPath, TimeoutSeconds: 5, Host: !Ref AWS::Region, Matcher: !Sub x, Mode: !Ref AWS::NoValue, SearchString: !Ref Stored }
  - AWS::Serverless-2016-10-31
Parameters:
  HealthPath: { Type: String, Default: /up }
  Count: { Type: Number, Default: 3 }
  Subnets: { Type: CommaDelimitedList, Default: 'a, b' }
  Required: { Type: String }
  Stored: { Type: 'AWS::SSM::Parameter::Value<String>', Default: /name }
Resources:
  Site: { Type: AWS::Serverless::Function }
`,
  't.yaml',
  '.',
)

event('is what CloudFormation sends: no Transform in the fragment, parameters as text, params resolved', () => {
  const { fragment, params, templateParameterValues, transformId, accountId, region } = macroEvent(
    template,
    { Count: '4' },
    'eu-west-1',
  )
  assert.equal(Object.keys(fragment), ['Parameters', 'Resources'])
  assert.equal(templateParameterValues, { HealthPath: '/up', Count: '4', Subnets: ['a', 'b'], Stored: '/name' })
  assert.equal(params, { Path: '/up', TimeoutSeconds: 5, Host: 'eu-west-1', Matcher: 'x' })
  assert.equal([transformId, accountId, region], ['123456789012::WebsiteHealthcheck', '123456789012', 'eu-west-1'])
})

event('has no params where the transform is only named', () => {
  const plain = parseTemplate('Transform: [WebsiteHealthcheck]\nResources: {}', 't.yaml', '.')
  assert.equal(macroEvent(plain, {}, 'eu-west-1').params, {})
})

event.run()
