import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { ProblemCode } from '../../schema/problem.ts'
import { startCloud } from './cloud.ts'
import { preview } from './command.ts'
import { changeSet } from './deploy.ts'
import { macro, sam, website, withSettings } from './websites.ts'

const refusals = suite('what a refused template prints')
const cloud = await startCloud()
refusals.after(cloud.stop)

const ownDefinition = {
  Api: {
    Type: 'AWS::Serverless::Api',
    Properties: {
      StageName: 'v1',
      DefinitionBody: {
        openapi: '3.0.1',
        info: { title: 'api', version: '1' },
        paths: {
          '/': {
            get: {
              'x-amazon-apigateway-integration': {
                type: 'aws_proxy',
                httpMethod: 'POST',
                uri: {
                  'Fn::Sub':
                    'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Site.Arn}/invocations',
                },
              },
            },
          },
        },
      },
    },
  },
}
const onOwnDefinition = { Root: { Type: 'Api', Properties: { Path: '/', Method: 'GET', RestApiId: { Ref: 'Api' } } } }

type Refusal = [title: string, template: string]

const metadata = (settings: Record<string, unknown>): string => website({ metadata: { [macro]: settings } })
const canary = { RollbackAlarm: true, DeploymentType: 'Canary10Percent5Minutes' }
const alarmed = (change: Parameters<typeof website>[0]): string =>
  website({ metadata: { [macro]: canary }, conditions: { Always: { 'Fn::Equals': ['a', 'a'] } }, ...change })
const topic = { Type: 'AWS::SNS::Topic' }
const stored = { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/refusals/path' }
const secret = { Type: 'String', NoEcho: true, Default: 'hush-hush' }

const loopOf = (turns: number): string => {
  const values = Array.from({ length: turns }, (_, index) => `T${index}`)
  return JSON.stringify({
    Transform: [macro, 'AWS::LanguageExtensions', sam],
    Resources: { 'Fn::ForEach::Topics': ['Name', values, { 'Topic${Name}': topic }] },
  })
}

/** Of the fragment as a whole, and CloudFormation refuses such a template before it calls a macro. */
type Unreachable = 'Template.NotAMap' | 'Template.ResourcesNotAMap' | 'Template.TooDeep'
/** The macro is called where preview does not look for it. */
type Elsewhere = 'Template.ResourcesMissing'

const rows: Record<Exclude<ProblemCode, Unreachable | Elsewhere>, Refusal[]> = {
  'Api.PastAlias': [
    [
      'an API definition that goes past the alias',
      website({ properties: { AutoPublishAlias: 'live', Events: onOwnDefinition }, resources: ownDefinition }),
    ],
  ],
  'Api.WithoutAlias': [
    [
      'an API definition that integrates a function without an alias',
      website({ properties: { Events: onOwnDefinition }, resources: ownDefinition }),
    ],
  ],
  'FunctionUrl.WithoutAlias': [
    ['a Function URL without an alias', website({ properties: { FunctionUrlConfig: { AuthType: 'NONE' } } })],
  ],
  'Hooks.Intrinsic': [
    [
      'Hooks as an intrinsic',
      website({
        conditions: { Always: { 'Fn::Equals': ['a', 'a'] } },
        properties: { DeploymentPreference: { Hooks: { 'Fn::If': ['Always', {}, {}] } } },
      }),
    ],
  ],
  'Metadata.Misspelled': [['a misspelled WebsiteHealthcheck', website({ metadata: { WebsiteHealthCheck: {} } })]],
  'PublishOn.Description': [
    [
      'a Description without room for a hash',
      website({ metadata: { [macro]: { PublishOn: 'Change' } }, properties: { Description: 'd'.repeat(250) } }),
    ],
  ],
  'RollbackAlarm.AlarmsNotAList': [
    [
      'Alarms that are an intrinsic',
      alarmed({ properties: { DeploymentPreference: { Alarms: { 'Fn::If': ['Always', [], []] } } } }),
    ],
  ],
  'RollbackAlarm.AllAtOnce': [['RollbackAlarm with AllAtOnce', metadata({ RollbackAlarm: true })]],
  'RollbackAlarm.NameTaken': [
    ['a resource with the name of the alarm', alarmed({ resources: { SiteRollbackAlarm: topic } })],
  ],
  'RollbackAlarm.PassthroughCondition': [
    [
      'RollbackAlarm on a conditional function',
      alarmed({
        condition: 'Always',
        properties: { DeploymentPreference: { PassthroughCondition: false } },
      }),
    ],
  ],
  'Setting.Intrinsic': [['a setting that is an intrinsic', metadata({ Path: { 'Fn::Sub': '/up' } })]],
  'Setting.Invalid': [['a setting of the wrong kind', metadata({ TimeoutSeconds: 'soon' })]],
  'Setting.OfSsm': [
    [
      'a setting under Metadata that is an SSM parameter',
      website({ parameters: { Path: stored }, metadata: { [macro]: { Path: { Ref: 'Path' } } } }),
    ],
  ],
  'Setting.Secret': [
    [
      'a secret as a setting under Metadata',
      website({ parameters: { Secret: secret }, metadata: { [macro]: { SearchString: { Ref: 'Secret' } } } }),
    ],
    [
      'a secret as a setting of the Transform',
      website({ parameters: { Secret: secret }, transform: withSettings({ SearchString: { Ref: 'Secret' } }) }),
    ],
  ],
  'Setting.TooLongForTag': [['a Path that does not fit into a tag', metadata({ Path: `/${'x'.repeat(300)}` })]],
  'Setting.Unknown': [
    ['a misspelled setting', website({ transform: withSettings({ Mather: '200' }) })],
    [
      'many problems at once',
      metadata(Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`Unknown${index}`, 'x']))),
    ],
  ],
  'StackGate.NameTaken': [
    [
      'a resource with the name of the custom resource',
      website({ metadata: { [macro]: { StackGate: true } }, resources: { SiteHealthcheck: topic } }),
    ],
  ],
  'Template.EndlessLoop': [['a loop with more turns than a stack can have resources', loopOf(501)]],
  'Transform.Order': [["SAM's transform before ours", website({ transform: [sam, macro] })]],
}

const waiter =
  'Failed to create the changeset: Waiter ChangeSetCreateComplete failed: Waiter encountered a terminal failure state: For expression "Status" we matched expected path: "FAILED" Status: FAILED.'

/** The terminal's last line, in which CloudFormation adds a full stop to the message of a macro. */
const lastLineOf = (refusal: string): string =>
  `${waiter} Reason: ${refusal.replace(/\.?$/, '.')} Rollback requested by user.`

refusals.before(async () => {
  await cloud.aws('ssm', 'put-parameter', '--name', stored.Default, '--type', 'String', '--value', '/from-ssm')
})

for (const [code, templates] of Object.entries(rows))
  for (const [title, template] of templates)
    refusals(`${title}: the terminal shows the message that preview shows, as a whole (${code})`, async () => {
      const { refusal = 'not refused', problems } = preview(cloud, template)
      assert.ok(
        problems.some(problem => problem.code === code),
        refusal,
      )
      const { exitCode, terminal } = await changeSet(cloud, 'refusals', template)
      const lines = terminal.trim().split('\n')
      assert.is(lines.at(-1), lastLineOf(refusal.replace('123456789012', cloud.accountId)))
      assert.not.match(terminal, secret.Default)
      assert.is(exitCode, 255)
    })

refusals('the macro inside a resource: the terminal says where it belongs (Template.ResourcesMissing)', async () => {
  const template = website({ transform: sam, properties: { 'Fn::Transform': { Name: macro } } })
  const { exitCode, terminal } = await changeSet(cloud, 'refusals', template)
  const sentence = `Resources is missing; expected a whole template. ${macro} belongs in the Transform section of the template, not in Fn::Transform inside a resource: Transform: [${macro}, ${sam}].`
  assert.is(
    terminal.trim().split('\n').at(-1),
    lastLineOf(`Transform ${cloud.accountId}::${macro} failed with: ${sentence}`),
  )
  assert.is(exitCode, 255)
})

refusals.run()
