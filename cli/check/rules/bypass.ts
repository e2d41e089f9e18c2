import type { Rule } from '../rule.ts'
import { type Callers, unqualifiedIn, unqualifiedInOutputs } from '../unqualified.ts'

const alias =
  'A name or ARN without an alias means $LATEST: its callers get the new code as soon as it is uploaded, before the check runs and regardless of its result.'
const useAlias = 'Name the alias: !Ref Site.Alias, or ${Site.Alias} within !Sub, where Site is the function.'
const versions = 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-aliases.html'
const samAlias =
  'https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/automating-updates-to-serverless-apps.html'

const bypass = (rule: Omit<Rule, 'find'>, callers: Callers, says: string): Rule => ({
  ...rule,
  find: unqualifiedIn(callers, says),
})

const functions = ['AWS::Serverless::Function', 'AWS::Lambda::Function']
const each = (types: readonly string[], ...properties: string[]): Callers =>
  Object.fromEntries(types.map(type => [type, properties]))

/** Rules about references that bypass the alias, and so the health check. */
export const bypassRules: Rule[] = [
  bypass(
    {
      id: 'WHW3003',
      title: 'Permission on the function instead of its alias',
      meaning: `${alias} A permission on the unqualified function does not apply to its alias, so a caller that uses the alias is denied.`,
      fix: useAlias,
      source: 'https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html',
    },
    { 'AWS::Lambda::Permission': ['FunctionName'] },
    'which allows calls that bypass the alias, and none through it',
  ),
  bypass(
    {
      id: 'WHW3004',
      title: 'Target group bypasses the alias',
      meaning: `${alias} A load balancer target without an alias is never gated.`,
      fix: `${useAlias} The permission for elasticloadbalancing.amazonaws.com has to name the alias too.`,
      source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html',
    },
    { 'AWS::ElasticLoadBalancingV2::TargetGroup': ['Targets'] },
    'so the load balancer gets new code unchecked',
  ),
  bypass(
    {
      id: 'WHW3005',
      title: 'State machine bypasses the alias',
      meaning: alias,
      fix: useAlias,
      source: versions,
    },
    {
      'AWS::Serverless::StateMachine': ['Definition', 'DefinitionSubstitutions'],
      'AWS::StepFunctions::StateMachine': ['Definition', 'DefinitionString', 'DefinitionSubstitutions'],
    },
    'so the state machine gets new code unchecked',
  ),
  bypass(
    {
      id: 'WHW3006',
      title: 'Event source mapping bypasses the alias',
      meaning: alias,
      fix: `${useAlias} SAM points the function's own events at the alias.`,
      source: versions,
    },
    { 'AWS::Lambda::EventSourceMapping': ['FunctionName'] },
    'so its events reach new code unchecked',
  ),
  bypass(
    {
      id: 'WHW3007',
      title: 'API definition bypasses the alias',
      meaning: `${alias} With an alias in effect, SAM's own permissions for API Gateway are on the alias only.`,
      fix: 'Integrate ${Site.Alias} instead of ${Site.Arn}.',
      source: samAlias,
    },
    {
      'AWS::Serverless::Api': ['DefinitionBody'],
      'AWS::Serverless::HttpApi': ['DefinitionBody'],
      'AWS::ApiGateway::RestApi': ['Body'],
      'AWS::ApiGateway::Method': ['Integration'],
      'AWS::ApiGatewayV2::Api': ['Body', 'Target'],
      'AWS::ApiGatewayV2::Integration': ['IntegrationUri'],
    },
    'so visitors get new code unchecked',
  ),
  bypass(
    {
      id: 'WHW3008',
      title: 'Another caller bypasses the alias',
      meaning: `${alias} This covers rules, schedules, subscriptions, data sources, WebSocket APIs, Function URLs and the environment of other functions.`,
      fix: useAlias,
      source: versions,
    },
    {
      'AWS::Events::Rule': ['Targets'],
      'AWS::Scheduler::Schedule': ['Target'],
      'AWS::SNS::Subscription': ['Endpoint'],
      'AWS::S3::Bucket': ['NotificationConfiguration'],
      'AWS::Logs::SubscriptionFilter': ['DestinationArn'],
      'AWS::AppSync::DataSource': ['LambdaConfig'],
      'AWS::Serverless::WebSocketApi': ['Routes', 'Auth'],
      'AWS::Cognito::UserPool': ['LambdaConfig'],
      'AWS::Lambda::Url': ['TargetFunctionArn'],
      ...each(functions, 'Environment'),
    },
    'so its calls reach new code unchecked',
  ),
  {
    id: 'WHI3009',
    title: 'Output names the function instead of its alias',
    meaning: `${alias} Any caller that uses this output bypasses the alias.`,
    fix: `${useAlias} Leave it if nothing invokes the function through this output.`,
    source: versions,
    find: unqualifiedInOutputs,
  },
]
