import { readdirSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { read } from '../helpers/document.ts'
import { properties, readStack } from './stack.ts'

const stack = readStack()
const entries = Object.entries(stack.Resources)

const resources = suite('resources of template.yaml')

resources('need no transform, which StackSets with service-managed permissions refuse', () => {
  assert.not('Transform' in stack)
  assert.not('Globals' in stack)
  assert.not(entries.some(([, { Type }]) => Type.startsWith('AWS::Serverless::')))
  assert.not.match(JSON.stringify(stack), /"Fn::(Transform|ForEach|ToJsonString|Length)/)
})

resources('are what a default installation has always had, and a saved query', () => {
  const always = entries.filter(([, { Condition }]) => !Condition || conditionsByDefault.has(Condition))
  assert.equal(
    always.map(([logicalId, { Type }]) => `${logicalId} ${Type}`).toSorted(),
    [
      'Macro AWS::CloudFormation::Macro',
      'MacroFunction AWS::Lambda::Function',
      'MacroLogGroup AWS::Logs::LogGroup',
      'MacroRole AWS::IAM::Role',
      'HookFunction AWS::Lambda::Function',
      'HookFunctionEventInvokeConfig AWS::Lambda::EventInvokeConfig',
      'HookLogGroup AWS::Logs::LogGroup',
      'HookRole AWS::IAM::Role',
      'GateFunction AWS::Lambda::Function',
      'GateFunctionEventInvokeConfig AWS::Lambda::EventInvokeConfig',
      'GateFailureFunction AWS::Lambda::Function',
      'GateLogGroup AWS::Logs::LogGroup',
      'GateRole AWS::IAM::Role',
      'GateFailureRole AWS::IAM::Role',
      'DeploymentRole AWS::IAM::Role',
      'FailuresQuery AWS::Logs::QueryDefinition',
      'WebsiteDashboard AWS::CloudWatch::Dashboard',
    ].toSorted(),
  )
})

/** Conditions of resources that are true where nobody sets a parameter. */
const conditionsByDefault = new Set(['HasDashboard'])

resources('of each conditional kind are those that a parameter asks for', () => {
  const conditional = entries.filter(([, { Condition }]) => Condition && !conditionsByDefault.has(Condition))
  assert.equal(conditional.map(([logicalId, { Condition }]) => `${logicalId} ${Condition}`).toSorted(), [
    'CouldNotAskAlarm HasMetricAlarms',
    'EventsDroppedAlarm HasAlarms',
    'GateRetainedLogGroup RetainsLogs',
    'HookFailures HasFailureQueue',
    'HookRetainedLogGroup RetainsLogs',
    'MacroErrorsAlarm HasAlarms',
    'MacroRetainedLogGroup RetainsLogs',
    'NoNetworkChangesByCode HasVpc',
    'NotReportedAlarm HasAlarms',
    'ThrottledAlarm HasAlarms',
    'UnhealthyAlarm HasMetricAlarms',
  ])
})

const lambdas = entries.filter(([, { Type }]) => Type === 'AWS::Lambda::Function')

resources('include functions on one runtime, each in the VPC and with the key of the parameters', () => {
  assert.ok(lambdas.length >= 2)
  for (const [logicalId, { Properties }] of lambdas) {
    assert.equal(
      [Properties.Runtime, Properties.Architectures, Properties.Handler],
      ['nodejs24.x', ['arm64'], 'index.handler'],
      logicalId,
    )
    assert.equal(Properties.TracingConfig, { Mode: { Ref: 'Tracing' } })
    assert.equal(Properties.KmsKeyArn, { 'Fn::If': ['HasKey', { Ref: 'KmsKeyArn' }, { Ref: 'AWS::NoValue' }] })
    const vpc = { SubnetIds: { Ref: 'SubnetIds' }, SecurityGroupIds: { Ref: 'SecurityGroupIds' } }
    assert.equal(Properties.VpcConfig, { 'Fn::If': ['HasVpc', vpc, { Ref: 'AWS::NoValue' }] })
  }
})

resources("try the hook's report again, within the hour that CodeDeploy waits", () => {
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds } = properties(stack, 'HookFunctionEventInvokeConfig')
  assert.equal([MaximumRetryAttempts, MaximumEventAgeInSeconds], [2, 3600])
  assert.ok((Number(MaximumRetryAttempts) + 1) * Number(properties(stack, 'HookFunction').Timeout) < 3600)
})

resources('run the gate once, hand over what it did not answer, and wait no longer than the stack', () => {
  const config = properties(stack, 'GateFunctionEventInvokeConfig')
  assert.equal(
    [config.MaximumRetryAttempts, config.DestinationConfig],
    [0, { OnFailure: { Destination: { 'Fn::GetAtt': ['GateFailureFunction', 'Arn'] } } }],
  )
  const failureSeconds = Number(properties(stack, 'GateFailureFunction').Timeout)
  assert.ok(Number(config.MaximumEventAgeInSeconds) + failureSeconds < 930)
  assert.ok(Number(properties(stack, 'GateFunction').Timeout) < 930)
})

resources('publish no version, so that the exported name and role are all that others depend on', () => {
  assert.not(entries.some(([, { Type }]) => /Version|Alias/.test(Type)))
})

resources('of which encryption is possible use the key', () => {
  const field: Record<string, string> = {
    'AWS::Lambda::Function': 'KmsKeyArn',
    'AWS::Logs::LogGroup': 'KmsKeyId',
    'AWS::SQS::Queue': 'KmsMasterKeyId',
  }
  for (const [logicalId, { Type, Properties }] of entries)
    if (field[Type]) assert.ok(field[Type] in Properties, logicalId)
})

resources('that hold logs outlive the stack only under a name of their own', () => {
  for (const [logicalId, { Type, Condition, DeletionPolicy, UpdateReplacePolicy, Properties }] of entries) {
    if (Type !== 'AWS::Logs::LogGroup') continue
    const policy = Condition === 'RetainsLogs' ? 'Retain' : 'Delete'
    assert.equal([DeletionPolicy, UpdateReplacePolicy], [policy, policy], logicalId)
    assert.is(JSON.stringify(Properties.LogGroupName).includes('AWS::StackId'), policy === 'Retain', logicalId)
  }
})

resources.run()

const outputs = suite('links of template.yaml')

const domain = {
  'Fn::If': [
    'IsChina',
    'console.amazonaws.cn',
    { 'Fn::If': ['IsGovCloud', 'console.amazonaws-us-gov.com', 'console.aws.amazon.com'] },
  ],
}

outputs('lead to the console of the partition, and to none where its address is not known', () => {
  for (const [name, condition] of [
    ['HookLogGroupUrl', 'HasConsole'],
    ['DashboardUrl', 'HasDashboardUrl'],
  ] as const) {
    const { Condition, Value } = stack.Outputs[name] ?? {}
    assert.is(Condition, condition)
    const [url, { Domain }] = (Value as { 'Fn::Sub': [string, { Domain: unknown }] })['Fn::Sub']
    assert.match(url, /^https:\/\/\$\{Domain\}\/cloudwatch\/home\?region=\$\{AWS::Region\}#/)
    assert.equal(Domain, domain)
  }
})

outputs('open the log group whose name they encode twice, as the console wants it', () => {
  const { Value } = stack.Outputs.HookLogGroupUrl ?? {}
  const [url] = (Value as { 'Fn::Sub': [string] })['Fn::Sub']
  const [, encoded = ''] = url.replace('${Suffix}', '').split('log-group/')
  const name = decodeURIComponent(encoded.replaceAll('$25', '%'))
  assert.is(name, properties(stack, 'HookLogGroup').LogGroupName)
})

outputs.run()

const query = suite('the saved query of template.yaml')

query('is the one that the documents show', () => {
  const text = String(properties(stack, 'FailuresQuery').QueryString)
  const documents = ['README.md', ...readdirSync(new URL('../../docs', import.meta.url)).map(name => `docs/${name}`)]
    .filter(name => name.endsWith('.md'))
    .map(read)
  assert.ok(
    documents.some(document => document.replace(/\s+/g, ' ').includes(text)),
    text,
  )
})

query.run()
