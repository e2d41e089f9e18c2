import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { startCloud } from './cloud.ts'
import { changeSet, type Parameters } from './deploy.ts'
import { macroEvent } from './logs.ts'
import { settingsIn, website, withSettings } from './websites.ts'

const settings = suite('Transform Parameters, as CloudFormation hands them to the macro')
const cloud = await startCloud()
settings.after(cloud.stop)

settings.before(async () => {
  await cloud.aws('ssm', 'put-parameter', '--name', '/site/path', '--type', 'String', '--value', '/from-ssm')
})

type Row = {
  title: string
  written: Record<string, unknown>
  /** The params of the macro's event. */
  sent: Record<string, unknown>
  /** What the function is tagged with, where the macro takes it. */
  tags?: Record<string, string>
  parameters?: Record<string, unknown>
  overrides?: Parameters
  /** Why the macro refuses it. */
  says?: string
}

const rows: Row[] = [
  {
    title: 'numbers stay numbers',
    written: { Matcher: 204, TimeoutSeconds: 10 },
    sent: { Matcher: 204, TimeoutSeconds: 10 },
    tags: { Matcher: '204', TimeoutSeconds: '10' },
  },
  {
    title: 'booleans stay booleans, strings stay strings',
    written: { Enabled: true, RollbackAlarm: 'false', Path: '/up?deep=1' },
    sent: { Enabled: true, RollbackAlarm: 'false', Path: '/up?deep=1' },
    tags: { Path: '/up=3Fdeep=1' },
  },
  {
    title: 'lists and maps arrive as they are',
    written: { Host: ['a'], Mode: { a: 1 } },
    sent: { Host: ['a'], Mode: { a: 1 } },
  },
  {
    title: 'a fraction stays one',
    written: { PayloadFormatVersion: 1.5 },
    sent: { PayloadFormatVersion: 1.5 },
  },
  {
    title: 'a Ref arrives as the value of the parameter',
    written: { Matcher: { Ref: 'Code' }, TimeoutSeconds: { Ref: 'Seconds' } },
    parameters: { Code: { Type: 'Number', Default: 204 }, Seconds: { Type: 'String', Default: '7' } },
    overrides: { Seconds: 9 },
    sent: { Matcher: 204, TimeoutSeconds: '9' },
    tags: { Matcher: '204', TimeoutSeconds: '9' },
  },
  {
    title: 'Fn::Sub, Fn::Join and pseudo parameters arrive resolved, AWS::NoValue takes the setting away',
    written: {
      Host: { 'Fn::Sub': '${Stage}.example.com' },
      Method: { 'Fn::Join': ['', ['HE', 'AD']] },
      Path: { 'Fn::Sub': '/${AWS::Region}' },
      Mode: { Ref: 'AWS::NoValue' },
    },
    parameters: { Stage: { Type: 'String', Default: 'beta' } },
    sent: { Host: 'beta.example.com', Method: 'HEAD', Path: '/eu-central-1' },
    tags: { Host: 'beta.example.com', Method: 'HEAD', Path: '/eu-central-1' },
  },
  {
    title: 'an SSM parameter arrives as its value',
    written: { Path: { Ref: 'Path' } },
    parameters: { Path: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/site/path' } },
    sent: { Path: '/from-ssm' },
    tags: { Path: '/from-ssm' },
  },
  {
    title: 'a NoEcho parameter arrives in clear text, and is refused without it',
    written: { SearchString: { Ref: 'Secret' } },
    parameters: { Secret: { Type: 'String', NoEcho: true } },
    overrides: { Secret: 'hush' },
    sent: { SearchString: 'hush' },
    says: 'SearchString has the value of the NoEcho parameter Secret, which a tag would show',
  },
]

for (const [index, { title, written, sent, tags, parameters, overrides, says }] of rows.entries())
  settings(title, async () => {
    const template = website({
      description: title,
      transform: withSettings(written),
      ...(parameters && { parameters }),
    })
    const made = await changeSet(cloud, `settings-${index}`, template, { parameters: overrides ?? {} })
    assert.equal(macroEvent(cloud, title).params, sent)
    if (says) assert.match(made.terminal, says)
    assert.not.match(made.terminal, 'hush')
    if (tags) assert.equal({ ...settingsIn(made.processed), ...tags }, settingsIn(made.processed), made.terminal)
  })

settings(
  'templateParameterValues hold the name of an SSM parameter, not its value, and secrets in clear text',
  async () => {
    const description = 'Parameters of every type'
    const parameters = {
      Path: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/site/path' },
      Secret: { Type: 'String', NoEcho: true },
      Count: { Type: 'Number', Default: 3 },
      Names: { Type: 'CommaDelimitedList', Default: 'a,b' },
    }
    await changeSet(cloud, 'settings-values', website({ description, parameters }), { parameters: { Secret: 'hush' } })
    assert.equal(macroEvent(cloud, description).templateParameterValues, {
      Path: '/site/path',
      Secret: 'hush',
      // AWS sends "3"; LocalStack keeps the number of the template
      Count: 3,
      Names: ['a', 'b'],
    })
  },
)

settings.run()
