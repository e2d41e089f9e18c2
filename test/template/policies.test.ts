import { readdirSync, readFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { properties, readStack, type Stack } from './stack.ts'

type Statement = { Sid: string; Effect: string; Action: string | string[]; Resource: unknown; Condition?: unknown }

/** The statements of a role, those behind a condition included. */
const statements = (stack: Stack, role: string): Statement[] => {
  const { Policies } = properties<{
    Policies: { PolicyDocument: { Statement: (Statement | { 'Fn::If': [string, Statement, unknown] })[] } }[]
  }>(stack, role)
  return Policies.flatMap(policy => policy.PolicyDocument.Statement).map(statement =>
    'Fn::If' in statement ? statement['Fn::If'][1] : statement,
  )
}

/** What a value may be: both branches of an `Fn::If`, or the value itself. */
const branches = (value: unknown): unknown[] => {
  const [, ...either] = (value as { 'Fn::If'?: unknown[] })['Fn::If'] ?? []
  return either.length > 0 ? either : [value]
}

const actions = (stack: Stack, role: string): string[] =>
  statements(stack, role)
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(statement => statement.Action)
    .filter(action => !ofLambdaItself.has(action))
    .toSorted()

/** Done by the Lambda service on behalf of the function, not by its code. */
const ofLambdaItself = new Set([
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
  'kms:Decrypt',
  'kms:GenerateDataKey',
  'sqs:SendMessage',
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
  assert.equal(actions(readStack(), 'HookRole'), needed('hook', 'healthcheck', 'notification'))
})

policies('know that the hook makes calls at all', () => {
  assert.ok(needed('hook', 'healthcheck').includes('codedeploy:PutLifecycleEventHookExecutionStatus'))
  assert.ok(needed('hook', 'healthcheck').includes('lambda:InvokeFunction'))
})

policies('let the gate make the calls that its code makes, and no other', () => {
  assert.equal([...new Set(actions(readStack(), 'GateRole'))], needed('gate', 'healthcheck', 'notification'))
})

policies('let what answers for a gate that failed read the status of stacks and notify, and no more', () => {
  assert.equal(actions(readStack(), 'GateFailureRole'), ['cloudformation:DescribeStacks', 'sns:Publish'])
})

policies('let the gate invoke versions only, and what takes over from it', () => {
  const invoking = statements(readStack(), 'GateRole').filter(({ Action }) => Action === 'lambda:InvokeFunction')
  const ofHook = statements(readStack(), 'HookRole').find(({ Sid }) => Sid === 'Probe')
  assert.equal(invoking, [
    ofHook,
    {
      Sid: 'HandOver',
      Effect: 'Allow',
      Action: 'lambda:InvokeFunction',
      Resource: { 'Fn::GetAtt': ['GateFailureFunction', 'Arn'] },
    },
  ])
})

policies('let the macro make no call', () => {
  assert.equal(actions(readStack(), 'MacroRole'), [])
  assert.equal(needed('macro'), [])
})

policies('name no action by a wildcard, and every resource only where there is no other way', () => {
  for (const role of ['HookRole', 'MacroRole', 'GateRole', 'GateFailureRole'])
    for (const { Sid, Effect, Action, Resource } of statements(readStack(), role)) {
      assert.not.match([Action].flat().join(), /\*/)
      assert.is(Resource === '*', Sid === 'Trace' || Effect === 'Deny', `${role} ${Sid}`)
    }
})

policies('let the hook invoke only with a qualifier', () => {
  const probe = statements(readStack(), 'HookRole').find(({ Sid }) => Sid === 'Probe')
  assert.match(JSON.stringify(probe?.Resource), /:function:\*:\*"/)
})

policies('let the hook invoke only tagged functions where the parameter says so', () => {
  const probe = statements(readStack(), 'HookRole').find(({ Sid }) => Sid === 'Probe')
  assert.equal(probe?.Condition, {
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
  const ofTheStack = /^\{"Fn::GetAtt"|^\{"Ref":"(KmsKeyArn|NotificationTopicArn)"\}/
  const ofTheAccount = /^\{"Fn::Sub":"arn:\$\{AWS::Partition\}:\w+:\$\{AWS::Region\}:\$\{AWS::AccountId\}:/
  const all = ['HookRole', 'GateRole', 'GateFailureRole'].flatMap(role => statements(readStack(), role))
  for (const { Sid, Resource } of all.filter(({ Resource }) => Resource !== '*'))
    for (const branch of branches(Resource)) {
      const text = JSON.stringify(branch)
      assert.ok(ofTheStack.test(text) || ofTheAccount.test(text), `${Sid} ${text}`)
    }
})

policies('put the permissions boundary on every role', () => {
  const roles = Object.values(readStack().Resources).filter(({ Type }) => Type === 'AWS::IAM::Role')
  assert.is(roles.length, 5)
  for (const { Properties } of roles)
    assert.equal(Properties.PermissionsBoundary, {
      'Fn::If': ['HasBoundary', { Ref: 'PermissionsBoundary' }, { Ref: 'AWS::NoValue' }],
    })
})

policies('put every role under the path of the parameter, and under none by default, as before', () => {
  for (const [logicalId, { Type, Properties }] of Object.entries(readStack().Resources))
    if (Type === 'AWS::IAM::Role')
      assert.equal(
        Properties.Path,
        { 'Fn::If': ['HasRolePath', { Ref: 'RolePath' }, { Ref: 'AWS::NoValue' }] },
        logicalId,
      )
})

policies('let CodeDeploy assume the deployment role for this account only', () => {
  const { AssumeRolePolicyDocument } = properties(readStack(), 'DeploymentRole')
  assert.equal(AssumeRolePolicyDocument, {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'codedeploy.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      },
    ],
  })
})

policies('give the deployment role the limited policy of AWS where SAM does, and elsewhere the chosen one', () => {
  const { Conditions, Parameters } = readStack()
  assert.equal(properties(readStack(), 'DeploymentRole').ManagedPolicyArns, [
    {
      'Fn::Sub': [
        'arn:${AWS::Partition}:iam::aws:policy/service-role/${Name}',
        { Name: { 'Fn::If': ['IsIsolated', 'AWSCodeDeployRoleForLambdaLimited', { Ref: 'DeploymentPolicy' }] } },
      ],
    },
  ])
  const partition = (name: string) => ({ 'Fn::Equals': [{ Ref: 'AWS::Partition' }, name] })
  assert.equal(Conditions.IsIsolated, { 'Fn::Or': [partition('aws-iso'), partition('aws-iso-b')] })
  assert.is(Parameters.DeploymentPolicy?.Default, 'AWSCodeDeployRoleForLambda')
})

policies('let Lambda attach the functions to a VPC, and keep their code from changing its network', () => {
  const inVpc = [
    { 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaENIManagementAccess' },
    { Ref: 'NoNetworkChangesByCode' },
  ]
  for (const [logicalId, { Type, Properties }] of Object.entries(readStack().Resources))
    if (Type === 'AWS::IAM::Role' && logicalId !== 'DeploymentRole')
      assert.equal(Properties.ManagedPolicyArns, { 'Fn::If': ['HasVpc', inVpc, { Ref: 'AWS::NoValue' }] }, logicalId)
  const { PolicyDocument } = properties<{ PolicyDocument: { Statement: Statement[] } }>(
    readStack(),
    'NoNetworkChangesByCode',
  )
  const [{ Effect, Action, Condition } = {} as Statement] = PolicyDocument.Statement
  assert.is(Effect, 'Deny')
  assert.ok([Action].flat().every(action => action.startsWith('ec2:')))
  // the key is in the request only where the code of a function makes it
  assert.equal(Condition, { Null: { 'lambda:SourceFunctionArn': 'false' } })
})

policies.run()
