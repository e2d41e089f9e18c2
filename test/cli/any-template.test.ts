import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { lint } from '../../cli/check/lint.ts'
import { UserError } from '../../cli/command-line/user-error.ts'
import { probeFor } from '../../cli/event/probe.ts'
import { jsonOf } from '../../cli/preview/json.ts'
import { previewOf } from '../../cli/preview/preview.ts'
import { textOf } from '../../cli/preview/text.ts'
import { yamlOf } from '../../cli/preview/yaml.ts'
import { parseTemplate } from '../../cli/template/template.ts'
import { everyOddOne, everything } from '../helpers/odd-values.ts'

const any = fc.jsonValue({ maxDepth: 3 })
/** Anything in places that the commands look at. */
const properties = fc.oneof(
  any,
  fc.record(
    {
      AutoPublishAlias: any,
      DeploymentPreference: fc.oneof(any, fc.record({ Hooks: any, Enabled: any, Alarms: any, Role: any })),
      Tags: any,
      Events: fc.oneof(any, fc.record({ Any: fc.constant({ Type: 'HttpApi' }), Other: any })),
    },
    { requiredKeys: ['Events'] },
  ),
)
const site = fc.record({
  Type: fc.constant('AWS::Serverless::Function'),
  Metadata: fc.oneof(any, fc.record({ WebsiteHealthcheck: fc.oneof(any, fc.record({ IgnoreChecks: any })) })),
  Properties: properties,
})
const templates = fc.record({
  Transform: fc.oneof(any, fc.constant(['WebsiteHealthcheck', 'AWS::Serverless-2016-10-31'])),
  Metadata: any,
  Parameters: any,
  Globals: fc.oneof(any, fc.record({ Function: properties })),
  Resources: fc.record({ Site: site, Other: fc.oneof(any, fc.record({ Type: fc.string(), Properties: any })) }),
  Outputs: any,
})

const anything = suite('preview, check and event')

anything('have an answer to any template, or a sentence for its author', () => {
  fc.assert(
    fc.property(templates, value => lookAt(value)),
    { numRuns: 150 },
  )
})

anything('have one whatever stands in any one place of a template that uses everything', () => {
  const { fragment } = everything
  const whole = {
    Transform: [{ Name: 'WebsiteHealthcheck', Parameters: { Path: '/up' } }, 'AWS::Serverless-2016-10-31'],
    Parameters: { T: { Type: 'String', Default: 'AllAtOnce', AllowedValues: ['AllAtOnce'] } },
    ...fragment,
    Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Site', 'Arn'] } } },
  }
  for (const { fragment: value, what } of everyOddOne(whole))
    try {
      lookAt(value)
    } catch (error) {
      assert.instance(error, UserError, `${what}: ${error instanceof Error ? error.stack : error}`)
    }
})

const lookAt = (value: unknown): void => {
  const source = {
    template: parseTemplate(JSON.stringify(value), 'template.json', '/'),
    overrides: {},
    region: 'x',
  }
  const preview = previewOf(source, {})
  assert.type(
    textOf(preview, (_, text) => text),
    'string',
  )
  assert.type(JSON.parse(jsonOf(preview)), 'object')
  if (!preview.refusal) assert.type(yamlOf(preview).text, 'string')
  assert.ok(lint(source, {}).every(({ position }) => position.line > 0))
  try {
    assert.type(probeFor(source, 'Site', {}, 0).event, 'object')
  } catch (error) {
    assert.instance(error, UserError)
  }
}

anything.run()
