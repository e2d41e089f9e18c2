import type { ProblemCode } from '../../../schema/problem.ts'
import { isAfterSam } from '../../macro/transform-order.ts'
import type { Rule, Subject } from '../rule.ts'

/** The check that each of the macro's problems is. */
const checkOf: Record<ProblemCode, Rule['id']> = {
  'Api.PastAlias': 'WHE3010',
  'Api.WithoutAlias': 'WHE3002',
  'FunctionUrl.WithoutAlias': 'WHE3001',
  'Hooks.Intrinsic': 'WHE4001',
  'Metadata.Misspelled': 'WHE2001',
  'PublishOn.Description': 'WHE2001',
  'RollbackAlarm.AlarmsNotAList': 'WHE4007',
  'RollbackAlarm.AllAtOnce': 'WHE2001',
  'RollbackAlarm.NameTaken': 'WHE2001',
  'RollbackAlarm.PassthroughCondition': 'WHE4007',
  'StackGate.NameTaken': 'WHE2001',
  'Setting.Intrinsic': 'WHE2001',
  'Setting.Invalid': 'WHE2001',
  'Setting.OfSsm': 'WHE2001',
  'Setting.Secret': 'WHE2001',
  'Setting.TooLongForTag': 'WHE2002',
  'Setting.Unknown': 'WHE2001',
  'Template.EndlessLoop': 'WHE2004',
  'Template.NotAMap': 'WHE2004',
  'Template.ResourcesMissing': 'WHE2004',
  'Template.ResourcesNotAMap': 'WHE2004',
  'Template.TooDeep': 'WHE2004',
  'Transform.Order': 'WHE1005',
}

/** Rules for what the macro itself refuses; the messages are the macro's. */
const refusals: readonly Omit<Rule, 'find'>[] = [
  {
    id: 'WHE2002',
    title: 'Setting too long for a tag',
    meaning:
      'Settings reach the hook as tags of the function. A tag value has at most 256 characters, and each character that tags do not allow takes up three.',
    fix: 'Shorten the value, for instance the query string of Path.',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-tags.html',
  },
  {
    id: 'WHE2001',
    title: 'Wrong setting',
    meaning:
      'The macro refuses a template with a setting that is unknown, has a wrong value, or does not fit the function, and CloudFormation fails the change set.',
    fix: 'Write what the message expects; schema/template.schema.json lets an editor complete and check settings.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-macros.html',
  },
  {
    id: 'WHE3001',
    title: 'Function URL without an alias',
    meaning:
      'With an alias, SAM points the Function URL at the alias. The target of a Function URL can be set only at creation, so CloudFormation replaces the URL and its address changes.',
    fix: 'If a new address is fine, set AutoPublishAlias on the function. Otherwise opt it out with Metadata.WebsiteHealthcheck.Enabled: false.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-url.html',
  },
  {
    id: 'WHE3002',
    title: 'API definition without an alias',
    meaning:
      "The API's own definition integrates the function by its unqualified ARN. With an alias, SAM gives API Gateway permission on the alias only, so every request to the API would fail.",
    fix: 'Set AutoPublishAlias on the function and integrate ${Site.Alias} instead of ${Site.Arn}. Otherwise opt it out with Metadata.WebsiteHealthcheck.Enabled: false.',
    source: 'https://github.com/aws/serverless-application-model/blob/develop/docs/safe_lambda_deployments.rst',
  },
  {
    id: 'WHE3010',
    title: 'API definition names the function instead of its alias',
    meaning:
      "The function has an alias, and the API's own definition integrates the function without it. SAM gives API Gateway permission on the alias only, so every request to the API fails.",
    fix: 'Integrate ${Site.Alias} instead of ${Site.Arn}. Or add an AWS::Lambda::Permission for apigateway.amazonaws.com on the function itself; visitors then get new code unchecked.',
    source: 'https://github.com/aws/serverless-application-model/blob/develop/docs/safe_lambda_deployments.rst',
  },
  {
    id: 'WHE4001',
    title: 'Hooks is an intrinsic function',
    meaning: 'SAM accepts an intrinsic function instead of the Hooks map and silently drops every hook in it.',
    fix: 'Write a map, with the intrinsic function inside: Hooks: { PostTraffic: !If [ … ] }.',
    source:
      'https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-deploymentpreference.html',
  },
  {
    id: 'WHE4007',
    title: 'RollbackAlarm does not fit the preference',
    meaning:
      'RollbackAlarm adds an alarm to the Alarms of the DeploymentPreference. The macro cannot add it if Alarms is an intrinsic function, or if the deployment group may exist without the alarm.',
    fix: 'Write Alarms as a list and PassthroughCondition: true, or remove RollbackAlarm.',
    source:
      'https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-deploymentpreference.html',
  },
  {
    id: 'WHE1005',
    title: 'Template that SAM has already transformed',
    meaning:
      'The template has no AWS::Serverless::Function, but it has an AWS::Lambda::Function with the tag lambda:createdBy, which the SAM transform adds. The macro concludes that the transforms are in the wrong order and refuses the template.',
    fix: 'Pass the template as it was before the SAM transform.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-macros.html',
  },
  {
    id: 'WHE2004',
    title: 'Refused by the macro',
    meaning: 'The macro refuses the template, and CloudFormation fails the change set with the message.',
    fix: 'Do what the message says.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-macros.html',
  },
]

export const refusalRules: Rule[] = refusals.map(rule => ({
  ...rule,
  find: ({ plans, problems, value }: Subject) =>
    problems
      // WHE1001 says which entry of the Transform section is in its wrong place
      .filter(({ code }) => checkOf[code] === rule.id && !isAfterSam(value))
      .map(problem => {
        const plan = plans.find(plan => plan.kind === 'refused' && plan.problems.includes(problem))
        return { path: problem.path, message: problem.sentence, ...(plan && { about: plan.web.logicalId }) }
      }),
}))
