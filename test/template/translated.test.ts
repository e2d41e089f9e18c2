import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { pythonWith } from '../helpers/python.ts'
import { packaged, translate } from '../helpers/sam.ts'
import { readStack } from './stack.ts'

const python = pythonWith('samtranslator')
const defaults = Object.fromEntries(
  Object.entries(readStack().Parameters).map(([name, { Default }]) => [name, String(Default)]),
)

const translated = suite('template.yaml as the SAM translator makes it')
const fact = python ? translated : translated.skip

const { Resources } = python ? translate(python, packaged(readStack()), defaults) : { Resources: {} }
const resources = Object.entries(Resources)

fact('has the resources that it names, and one that SAM adds', () => {
  assert.equal(
    resources.map(([logicalId, { Type }]) => `${logicalId} ${Type}`).toSorted(),
    [
      'Macro AWS::CloudFormation::Macro',
      'MacroFunction AWS::Lambda::Function',
      'MacroLogGroup AWS::Logs::LogGroup',
      'MacroRole AWS::IAM::Role',
      'HookFunction AWS::Lambda::Function',
      'HookFunctionEventInvokeConfig AWS::Lambda::EventInvokeConfig',
      'HookLogGroup AWS::Logs::LogGroup',
      'HookRole AWS::IAM::Role',
      'DeploymentRole AWS::IAM::Role',
      'UnhealthyAlarm AWS::CloudWatch::Alarm',
      'CouldNotAskAlarm AWS::CloudWatch::Alarm',
      'NotReportedAlarm AWS::CloudWatch::Alarm',
      'WebsiteDashboard AWS::CloudWatch::Dashboard',
    ].toSorted(),
  )
})

fact('runs both functions on the same runtime, with their own and the shared variables', () => {
  const functions = resources.filter(([, { Type }]) => Type === 'AWS::Lambda::Function')
  assert.is(functions.length, 2)
  for (const [logicalId, { Properties }] of functions) {
    const { Runtime, Architectures, Handler, TracingConfig, Environment } = Properties as Record<string, never>
    assert.equal([Runtime, Architectures, Handler], ['nodejs24.x', ['arm64'], 'index.handler'], logicalId)
    assert.equal(TracingConfig, { Mode: { Ref: 'Tracing' } })
    const { Variables } = Environment as unknown as { Variables: Record<string, unknown> }
    assert.equal(Variables.HEALTHCHECK_PATH, { Ref: 'Path' })
    assert.is('WIRING' in Variables, logicalId === 'MacroFunction')
  }
})

fact("tries the hook's report again, within the hour that CodeDeploy waits", () => {
  const { Properties } = Resources.HookFunctionEventInvokeConfig ?? {}
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds } = Properties ?? {}
  assert.equal([MaximumRetryAttempts, MaximumEventAgeInSeconds], [2, 3600])
  const { HookFunction } = readStack().Resources
  assert.ok((Number(MaximumRetryAttempts) + 1) * Number(HookFunction?.Properties.Timeout) < 3600)
})

fact('publishes no version, so that the exported name and role are all that others depend on', () => {
  assert.not(resources.some(([, { Type }]) => /Version|Alias/.test(Type)))
})

translated.run()
