import { effective } from '../sam/globals.ts'
import { resolve } from '../sam/intrinsics.ts'
import type { WebFunction } from '../sam/template.ts'
import { type JsonMap, own } from '../schema/json.ts'
import type { Surroundings } from './context.ts'
import type { Step } from './function-plan.ts'
import type { Layers } from './settings.ts'

/**
 * For a canary or linear deployment: an alarm on the errors of the version that is being deployed, attached beside the
 * user's own. It watches that version alone, so that an old version in trouble cannot block the release that mends it.
 */
export const rollbackAlarm = (web: WebFunction, { settings, written }: Layers, surroundings: Surroundings): Step => {
  const { template, known } = surroundings
  if (!settings.rollbackAlarm) return { added: {} }
  const preference = effective(template, web, 'DeploymentPreference')
  const type = resolve(own(preference, 'Type') ?? settings.deploymentType, known)
  if (type === 'AllAtOnce') return written.rollbackAlarm ? { problem: withoutTime } : { added: {} }
  const alarms = own(preference, 'Alarms')
  if (alarms !== undefined && !Array.isArray(alarms)) return { problem: noList }
  const name = `${web.logicalId}RollbackAlarm`
  if (own(template.Resources, name) !== undefined) return { problem: taken(name) }
  // the deployment group must not outlive the alarm that it names
  const isConditional = own(web.resource, 'Condition') !== undefined
  const passthrough = own(preference, 'PassthroughCondition')
  if (isConditional && (passthrough ?? true) !== true) return { problem: withoutCondition }
  const alias = effective(template, web, 'AutoPublishAlias') ?? settings.aliasName
  const attached = {
    Alarms: [{ Ref: name }],
    ...(isConditional && passthrough === undefined && { PassthroughCondition: true }),
  }
  return { added: { DeploymentPreference: attached }, beside: { [name]: alarm(web, alias) } }
}

const setting = 'Metadata.WebsiteHealthcheck.RollbackAlarm'
const withoutTime = `${setting} is true with the deployment type AllAtOnce, which leaves an alarm no time; expected a canary or linear DeploymentType.`
const noList =
  'DeploymentPreference.Alarms is no list, to which RollbackAlarm could add its alarm; expected a list, or RollbackAlarm: false.'
const withoutCondition =
  "DeploymentPreference.PassthroughCondition is not true, so that the deployment group would name RollbackAlarm's alarm where the function's Condition makes none; expected true, or RollbackAlarm: false."
const taken = (name: string) =>
  `${setting} makes an alarm named ${name}, a name that a resource of the template has; expected another name there, or RollbackAlarm: false.`

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
