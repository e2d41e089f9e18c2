import { readdirSync, readFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { properties, readStack, type Stack } from './stack.ts'

type Statement = { Sid: string; Action: string | string[]; Resource: unknown; Condition?: unknown }

/** The statements of a role, those behind a condition included. */
const statements = (stack: Stack, role: string): Statement[] => {
  const { Policies } = properties<{
    Policies: { PolicyDocument: { Statement: (Statement | { 'Fn::If': [string, Statement, unknown] })[] } }[]
  }>(stack, role)
  return Policies.flatMap(policy => policy.PolicyDocument.Statement).map(statement =>
    'Fn::If' in statement ? statement['Fn::If'][1] : statement,
  )
}

const actions = (stack: Stack, role: string): string[] =>
  statements(stack, role)
    .flatMap(statement => statement.Action)
    .filter(action => !ofLambdaItself.has(action))
    .toSorted()

/** Done by the Lambda service in the name of the function, not by its code. */
const ofLambdaItself = new Set([
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
])

/** IAM's name for a call, where it is not the call's own. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html */
const otherNames: Record<string, string> = { 'lambda:Invoke': 'lambda:InvokeFunction' }

/** The actions behind the SDK commands that the files of some folders import. */
const needed = (...folders: string[]): string[] =>
  [...new Set(folders.flatMap(commandsOf).map(call => otherNames[call] ?? call))].toSorted()

const commandsOf = (folder: string): string[] => {
  const root = new URL(`../../${folder}/`, import.meta.url)
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts'))
    .map(file => readFileSync(new URL(file, root), 'utf8'))
  return sources
    .flatMap(source => [...source.matchAll(/import \{([^}]+)\} from '@aws-sdk\/client-([\w-]+)'/g)])
    .flatMap(([, names = '', service]) =>
      [...names.matchAll(/(?<!type )\b(\w+)Command\b/g)].map(([, name]) => `${service}:${name}`),
    )
}

const policies = suite('policies of template.yaml')

policies('let the hook make the calls that its code makes, and no other', () => {
  assert.equal(actions(readStack(), 'HookRole'), needed('hook', 'healthcheck'))
})

policies('know that the hook makes calls at all', () => {
  assert.ok(needed('hook', 'healthcheck').includes('codedeploy:PutLifecycleEventHookExecutionStatus'))
  assert.ok(needed('hook', 'healthcheck').includes('lambda:InvokeFunction'))
})

policies('let the macro make no call', () => {
  assert.equal(actions(readStack(), 'MacroRole'), [])
  assert.equal(needed('macro'), [])
})

policies('name no action by a wildcard, and every resource only where there is no other way', () => {
  for (const role of ['HookRole', 'MacroRole'])
    for (const { Sid, Action, Resource } of statements(readStack(), role)) {
      assert.not.match([Action].flat().join(), /\*/)
      assert.is(Resource === '*', Sid === 'Trace', `${role} ${Sid}`)
    }
})

policies('let the hook invoke only with a qualifier', () => {
  const ask = statements(readStack(), 'HookRole').find(({ Sid }) => Sid === 'Ask')
  assert.match(JSON.stringify(ask?.Resource), /:function:\*:\*"/)
})

policies('let the hook invoke only tagged functions where the parameter says so', () => {
  const ask = statements(readStack(), 'HookRole').find(({ Sid }) => Sid === 'Ask')
  assert.equal(ask?.Condition, {
    'Fn::If': [
      'IsTaggedOnly',
      { Null: { 'aws:ResourceTag/websitehealthcheck:Enabled': 'false' } },
      { Ref: 'AWS::NoValue' },
    ],
  })
})

policies('stay within the account, the Region and the partition of the stack', () => {
  const text = JSON.stringify(readStack().Resources)
  assert.not.match(text, /"arn:aws/)
  for (const { Sid, Resource } of statements(readStack(), 'HookRole').filter(({ Resource }) => Resource !== '*'))
    assert.match(
      JSON.stringify(Resource),
      /^\{"Fn::GetAtt"|^\{"Fn::Sub":"arn:\$\{AWS::Partition\}:\w+:\$\{AWS::Region\}:\$\{AWS::AccountId\}:/,
      Sid,
    )
})

policies('put the permissions boundary on every role', () => {
  const roles = Object.values(readStack().Resources).filter(({ Type }) => Type === 'AWS::IAM::Role')
  assert.is(roles.length, 3)
  for (const { Properties } of roles)
    assert.equal(Properties.PermissionsBoundary, {
      'Fn::If': ['HasBoundary', { Ref: 'PermissionsBoundary' }, { Ref: 'AWS::NoValue' }],
    })
})

policies.run()
