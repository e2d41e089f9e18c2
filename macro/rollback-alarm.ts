import { effective } from '../sam/globals.ts'
import { resolve } from '../sam/intrinsics.ts'
import { propertyPath, resourcePath } from '../sam/paths.ts'
import type { WebFunction } from '../sam/template.ts'
import { type JsonMap, own } from '../schema/json.ts'
import { macroName } from '../schema/macro-name.ts'
import type { Problem } from '../schema/problem.ts'
import type { MacroContext } from './context.ts'
import type { AliasName, LayeredSettings } from './settings.ts'
import type { StepResult } from './step.ts'

/**
 * For a canary or linear deployment: an alarm on the errors of the version that is being deployed, attached in addition to
 * the user's own. It watches that version alone, so that an old version in trouble cannot block the release that fixes it.
 */
export const rollbackAlarm = (
  web: WebFunction,
  layers: LayeredSettings,
  aliasName: AliasName,
  { template, known, names }: MacroContext,
): StepResult => {
  const { settings, written } = layers
  if (!settings.rollbackAlarm) return { added: {} }
  const preference = effective(template, web, 'DeploymentPreference')
  const type = resolve(own(preference, 'Type') ?? settings.deploymentType, known)
  if (type === 'AllAtOnce') return written.rollbackAlarm ? { problem: withoutTime(web) } : { added: {} }
  const alarms = own(preference, 'Alarms')
  if (alarms !== undefined && !Array.isArray(alarms)) return { problem: notAList(web, template) }
  const name = `${web.logicalId}RollbackAlarm`
  if (names.resources.has(name)) return { problem: nameTaken(web, name) }
  // the deployment group must not outlive the alarm that it names
  const isConditional = own(web.resource, 'Condition') !== undefined
  const passthrough = own(preference, 'PassthroughCondition')
  if (isConditional && (passthrough ?? true) !== true) return { problem: withoutCondition(web, template) }
  const alias = effective(template, web, 'AutoPublishAlias') ?? aliasName.written
  const attached = {
    Alarms: [{ Ref: name }],
    ...(isConditional && passthrough === undefined && { PassthroughCondition: true }),
  }
  return { added: { DeploymentPreference: attached }, beside: { [name]: alarm(web, alias) } }
}

const setting = ['Metadata', macroName, 'RollbackAlarm']

const withoutTime = (web: WebFunction): Problem => ({
  code: 'RollbackAlarm.AllAtOnce',
  path: resourcePath(web, ...setting),
  sentence: `${nameOf(web)} is true with the deployment type AllAtOnce, which leaves an alarm no time; expected a canary or linear DeploymentType.`,
})

const nameTaken = (web: WebFunction, name: string): Problem => ({
  code: 'RollbackAlarm.NameTaken',
  path: resourcePath(web, ...setting),
  sentence: `${nameOf(web)} adds an alarm named ${name}, and the template has a resource of that name; expected another name there, or RollbackAlarm: false.`,
})

const notAList = (web: WebFunction, template: JsonMap): Problem => ({
  code: 'RollbackAlarm.AlarmsNotAList',
  path: propertyPath(template, web, 'DeploymentPreference', 'Alarms'),
  sentence: `${web.logicalId}.DeploymentPreference.Alarms is not a list, so RollbackAlarm cannot add its alarm; expected a list, or RollbackAlarm: false.`,
})

const withoutCondition = (web: WebFunction, template: JsonMap): Problem => ({
  code: 'RollbackAlarm.PassthroughCondition',
  path: propertyPath(template, web, 'DeploymentPreference', 'PassthroughCondition'),
  sentence: `${web.logicalId}.DeploymentPreference.PassthroughCondition is not true, so the deployment group would exist, and name RollbackAlarm's alarm, where the function's Condition creates none; expected true, or RollbackAlarm: false.`,
})

const nameOf = ({ logicalId }: WebFunction): string => [logicalId, ...setting].join('.')

/**
 * Lambda reports what an alias invokes under the version that ran.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
const alarm = ({ logicalId, resource }: WebFunction, alias: unknown): JsonMap => ({
  Type: 'AWS::CloudWatch::Alarm',
  ...(own(resource, 'Condition') !== undefined && { Condition: resource.Condition }),
  Properties: {
    AlarmDescription: `A new version of ${logicalId} fails while traffic shifts to it, and CodeDeploy rolls it back.`,
    Namespace: 'AWS/Lambda',
    MetricName: 'Errors',
    Dimensions: [
      { Name: 'FunctionName', Value: { Ref: logicalId } },
      { Name: 'Resource', Value: { 'Fn::Join': [':', [{ Ref: logicalId }, alias]] } },
      { Name: 'ExecutedVersion', Value: { 'Fn::GetAtt': [logicalId, 'Version.Version'] } },
    ],
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 0,
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'notBreaching',
  },
})
