import { suite } from 'uvu'
import * as assert from 'uvu/assert'
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

const waiter =
  'Failed to create the changeset: Waiter ChangeSetCreateComplete failed: Waiter encountered a terminal failure state: For expression "Status" we matched expected path: "FAILED" Status: FAILED.'

/** What preview says without an account of its own, and the full stop that CloudFormation adds. */
const messageOf = (template: string): string => {
  const refusal = preview(cloud, template).refusal?.replace('123456789012', cloud.accountId) ?? 'not refused'
  return refusal.endsWith('.') ? refusal : `${refusal}.`
}

const rows: [title: string, template: string][] = [
  ['a setting of the wrong kind', website({ metadata: { [macro]: { TimeoutSeconds: 'soon' } } })],
  ['a misspelt setting', website({ transform: withSettings({ Mather: '200' }) })],
  ['a setting that is an intrinsic', website({ metadata: { [macro]: { Path: { 'Fn::Sub': '/up' } } } })],
  [
    'Hooks as an intrinsic',
    website({
      conditions: { Always: { 'Fn::Equals': ['a', 'a'] } },
      properties: { DeploymentPreference: { Hooks: { 'Fn::If': ['Always', {}, {}] } } },
    }),
  ],
  ['a Function URL without an alias', website({ properties: { FunctionUrlConfig: { AuthType: 'NONE' } } })],
  [
    'an API definition that integrates a function without an alias',
    website({ properties: { Events: onOwnDefinition }, resources: ownDefinition }),
  ],
  ["SAM's transform before ours", website({ transform: [sam, macro] })],
  [
    'many problems at once',
    website({
      metadata: {
        [macro]: Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`Unknown${index}`, 'x'])),
      },
    }),
  ],
]

for (const [title, template] of rows)
  refusals(`${title}: the terminal shows the message that preview shows, as a whole`, async () => {
    const { exitCode, terminal } = await changeSet(cloud, 'refusals', template)
    assert.is(
      terminal.trim().split('\n').at(-1),
      `${waiter} Reason: ${messageOf(template)} Rollback requested by user.`,
    )
    assert.is(exitCode, 255)
  })

refusals.run()
