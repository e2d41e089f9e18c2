import { api, behind, event, httpApi, website } from './template.ts'

/** A macro event whose template has something in every place that the macro and the command line look at. */
export const everything = event(
  {
    ...behind(
      httpApi('GET', '/', { PayloadFormatVersion: '2.0', ApiId: { Ref: 'Http' }, Auth: { Authorizer: 'NONE' } }),
      api('GET', '/up', { RestApiId: { Ref: 'Rest' }, Auth: { Authorizer: 'NONE' } }),
    ),
    AutoPublishAlias: 'live',
    DeploymentPreference: { Enabled: true, Type: 'Canary10Percent5Minutes', Alarms: [], Hooks: {}, Role: 'r' },
    FunctionUrlConfig: { AuthType: 'NONE' },
    Tags: { team: 'web' },
    TenancyConfig: {},
  },
  {
    metadata: {
      Path: '/up',
      Matcher: '200',
      TimeoutSeconds: '5',
      Enabled: 'true',
      PayloadFormatVersion: '1.0',
      RollbackAlarm: true,
      StackGate: true,
    },
    attributes: { Condition: 'C', IgnoreGlobals: ['Tags'] },
    globals: { AutoPublishAlias: 'live', Tags: {}, DeploymentPreference: { Type: { Ref: 'T' } } },
    mappings: { M: { a: { b: 'c' } } },
    resources: {
      Http: {
        Type: 'AWS::Serverless::HttpApi',
        Properties: {
          Auth: { DefaultAuthorizer: 'A' },
          DefinitionBody: { 'x-amazon-apigateway-integration': { uri: { 'Fn::GetAtt': ['Site', 'Arn'] } } },
        },
      },
      Rest: { Type: 'AWS::Serverless::Api', Properties: { DefinitionUri: 's3://a/b' } },
      May: {
        Type: 'AWS::Lambda::Permission',
        Properties: { FunctionName: { 'Fn::GetAtt': ['Site', 'Arn'] }, Principal: 'apigateway.amazonaws.com' },
      },
      Alias: { Type: 'AWS::Lambda::Alias', Properties: { Name: 'live', FunctionName: { Ref: 'Site' } } },
      Made: { Type: 'AWS::Lambda::Function', Properties: { Tags: [{ Key: 'lambda:createdBy', Value: 'SAM' }] } },
      Hook: { Type: 'AWS::Serverless::Function', Properties: { FunctionName: 'CodeDeployHook_Mine' } },
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          ManagedPolicyArns: ['arn:aws:iam::aws:policy/x'],
          Policies: [
            { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: '*' }] } },
          ],
        },
      },
      Group: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { Targets: [{ Id: { Ref: 'Site' } }] } },
      Machine: {
        Type: 'AWS::Serverless::StateMachine',
        Properties: { DefinitionSubstitutions: { Arn: { 'Fn::GetAtt': 'Site.Arn' } } },
      },
      Rule: { Type: 'AWS::Events::Rule', Properties: { Targets: [{ Arn: { 'Fn::Sub': '${Site.Arn}' } }] } },
      'Fn::ForEach::Shops': ['N', ['A'], { 'Shop${N}': { Type: 'AWS::Serverless::Function', Properties: website } }],
    },
  },
)

const noText = { toString: 1, valueOf: 2 }
/** Whatever a template may have in a wrong place. A map with a key `toString` is what JavaScript makes no text of. */
export const odd = {
  few: [null, [noText], { Ref: noText }, { 'Fn::GetAtt': [noText, noText] }],
  more: [
    0,
    '',
    [],
    {},
    noText,
    [null],
    { Ref: null },
    { 'Fn::FindInMap': [noText, noText, noText] },
    { Ref: '__proto__' },
  ],
}

/** The same template again and again, with one odd value in one place of it. */
export const everyOddOne = (template: unknown, values: unknown[] = odd.few): { fragment: unknown; what: string }[] =>
  pathsIn(template).flatMap(place =>
    values.map(value => ({
      fragment: replaced(template, place, value),
      what: `${JSON.stringify(value)} as ${place.join('.')}`,
    })),
  )

const pathsIn = (value: unknown, path: string[] = []): string[][] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, entry]) => [[...path, key], ...pathsIn(entry, [...path, key])])
    : []

const replaced = (value: unknown, [key, ...rest]: string[], by: unknown): unknown => {
  if (key === undefined) return by
  const copy = Array.isArray(value) ? [...value] : { ...Object(value) }
  copy[key] = replaced(copy[key], rest, by)
  return copy
}
