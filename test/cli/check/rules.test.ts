import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { refusalRules } from '../../../cli/check/rules/refusals.ts'
import { rules } from '../../../cli/check/rules.ts'
import { parseTemplate } from '../../../cli/template/template.ts'
import { knownOf } from '../../../sam/known.ts'
import type { ProblemCode } from '../../../schema/problem.ts'
import { both, codedeployhook, site } from '../command-line/run-command.ts'

/** `line:column ID` of everything found, informational findings too. */
const found = async (template: string): Promise<string[]> => {
  const around = { files: { 'template.yaml': template } }
  const { out } = await codedeployhook(['check', '-c', 'WHI', '--format', 'parseable'], around)
  return out
    .split('\n')
    .filter(line => line !== '')
    .map(line => line.replace(/^template\.yaml:(\d+:\d+):\d+:\d+:(WH\w+):.*$/, '$1 $2'))
}

/** What every template has that gives a function its alias. */
const first = 'WHI6002'
const without = (findings: string[], id = first) => findings.filter(finding => !finding.endsWith(id))

const tried = new Set<string>()
const rule = suite('rules of check')

/** Titles say what is in the template; the expected findings leave out WHI6002. */
const finds = (title: string, template: string, ...expected: string[]) => {
  for (const finding of expected) tried.add(finding.slice(-7))
  rule(`${title}: ${expected.join(', ') || 'nothing'}`, async () => {
    assert.equal(without(await found(template)), expected)
  })
}

finds('a website and nothing else', site())
finds('no template', 'Resources: [', '1:12 WHE0001')
finds('a key twice', site({ properties: '      Timeout: 3\n      Timeout: 4' }), '9:7 WHW0002')

const resource = (text: string) => `${both}\nResources:\n  ${text}\n`
finds('Properties that are a text', resource('A: { Type: AWS::SNS::Topic, Properties: hello }'), '3:31 WHE0003')
finds('Properties that are empty', resource('A: { Type: AWS::Serverless::Function, Properties: }'), '3:41 WHE0003')
finds('an empty resource', resource('A:'), '3:3 WHE0003')
finds('text instead of a resource', resource('A: hello'), '3:3 WHE0003')
finds('a broken resource in a loop', resource("'Fn::ForEach::S': [N, [A, B], { 'S${N}': hello }]"), '3:35 WHE0003')

const flow = (path: string) => resource(`A: { Type: AWS::SNS::Topic, Properties: { Path: ${path} } }`)
finds('a question mark within braces', flow('/status?deep=1'), '3:58 WHE0004')
finds('a question mark within quotes within braces', flow("'/status?deep=1'"))
finds(
  'a tab and an anchor that is there twice',
  `${flow('&a b')}  B: &a\n    Type:\tC\n`,
  '4:6 WHE0004',
  '5:10 WHE0004',
)
finds('JSON with tabs', '{\t"Resources":\t{}}')

const include = (location: string) => `{ Name: AWS::Include, Parameters: { Location: ${location} } }`
finds('an include of a file that is not there', resource(`Fn::Transform: ${include('a.yaml')}`), '3:3 WHE0005')
finds('an include of a file in S3', resource(`Fn::Transform: ${include('s3://bucket/a.yaml')}`), '3:3 WHI0006')

// the Transform section
const samFirst = 'Transform: [AWS::Serverless-2016-10-31, WebsiteHealthcheck]'
finds('SAM before the macro', site({ transform: samFirst }), '1:41 WHE1001')
finds('the macro without SAM', site({ transform: 'Transform: WebsiteHealthcheck' }), '1:1 WHE1002')
const listed = (...names: string[]) => site({ transform: `Transform: [${names.join(', ')}]` })
finds('a misspelled macro', listed('WebsiteHealtcheck', 'AWS::Serverless-2016-10-31'), '1:13 WHE1006')
finds('a macro in other letters', listed('websitehealthcheck', 'AWS::Serverless-2016-10-31'), '1:13 WHE1006')
finds('a misspelled SAM', listed('WebsiteHealthcheck', 'AWS::Serverless-2016-10-13'), '1:33 WHE1006')
finds('SAM without its date', listed('WebsiteHealthcheck', 'AWS::Serverless'), '1:33 WHE1006')
finds('other transforms', listed('WebsiteHealthcheck', 'AWS::LanguageExtensions', 'AWS::Serverless-2016-10-31'))
finds('SAM without the macro', site({ transform: 'Transform: AWS::Serverless-2016-10-31' }), '1:1 WHI1003')
finds(
  'settings without the macro',
  site({
    transform: 'Transform: AWS::Serverless-2016-10-31',
    metadata: '    Metadata: { WebsiteHealthcheck: { Path: /up } }',
  }),
  '5:17 WHW1004',
)
finds(
  'a template that SAM has transformed',
  `${both}
Resources:
  Site:
    Type: AWS::Lambda::Function
    Properties: { Tags: [{ Key: 'lambda:createdBy', Value: SAM }] }
`,
  '1:13 WHE1005',
)
finds('no functions at all', `${both}\nResources: { Topic: { Type: AWS::SNS::Topic } }\n`)

// settings
const metadata = (settings: string) => site({ metadata: `    Metadata: { WebsiteHealthcheck: ${settings} }` })
finds('a misspelled setting', metadata('{ Mode: Warn, Tiemout: 5 }'), '5:51 WHE2001')
finds('settings that are no map', metadata('on'), '5:17 WHE2001')
finds('a misspelled WebsiteHealthcheck', site({ metadata: '    Metadata: { WebsiteHealthCheck: {} }' }), '5:17 WHE2001')
finds(
  'a wrong setting in the Transform section',
  site({
    transform: 'Transform: [{ Name: WebsiteHealthcheck, Parameters: { Mode: Off } }, AWS::Serverless-2016-10-31]',
  }),
  '1:55 WHE2001',
)
finds('a Path of 300 characters', metadata(`{ Path: /${'x'.repeat(300)} }`), '5:39 WHE2002')
finds('an unknown ID to ignore', metadata('{ IgnoreChecks: [WHW3003, W3003] }'), '5:39 WHW2003')
finds('RollbackAlarm with AllAtOnce', metadata('{ RollbackAlarm: true }'), '5:39 WHE2001')

// the alias
finds(
  'a Function URL without an alias',
  site({ properties: '      FunctionUrlConfig: { AuthType: NONE }' }),
  '8:7 WHE3001',
)
const integrating = (name: string) => `  Api:
    Type: AWS::Serverless::Api
    Properties:
      DefinitionBody:
        paths:
          /: { get: { x-amazon-apigateway-integration: { uri: !Sub 'arn:x/\${${name}}/invocations' } } }`
const withAlias = '      AutoPublishAlias: live'
finds(
  'an API definition that integrates the function, without an alias',
  site({ resources: integrating('Site.Arn') }),
  '3:3 WHE3002',
)
finds('the same with an alias', site({ properties: withAlias, resources: integrating('Site.Arn') }), '8:7 WHE3010')
finds('the same with an alias in both places', site({ properties: withAlias, resources: integrating('Site.Alias') }))

const beside = (resource: string) => site({ resources: resource })
const bypasses = (type: string, properties: string, at: string | undefined, id: string) =>
  finds(
    `${type} with ${properties}`,
    beside(`  Other:\n    Type: ${type}\n    Properties:\n      ${properties}`),
    ...(at ? [`${at} ${id}`] : []),
  )

bypasses('AWS::Lambda::Permission', 'FunctionName: !Ref Site', '11:26', 'WHW3003')
bypasses('AWS::Lambda::Permission', 'FunctionName: !GetAtt Site.Arn', '11:29', 'WHW3003')
bypasses('AWS::Lambda::Permission', 'FunctionName: !Ref Site.Alias', undefined, 'WHW3003')
bypasses('AWS::Lambda::Permission', "FunctionName: !Join [':', [!GetAtt Site.Arn, live]]", undefined, 'WHW3003')
bypasses('AWS::Lambda::Permission', "FunctionName: !Sub '${Site.Arn}:live'", undefined, 'WHW3003')
bypasses('AWS::ElasticLoadBalancingV2::TargetGroup', 'Targets: [{ Id: !GetAtt Site.Arn }]', '11:31', 'WHW3004')
bypasses('AWS::Serverless::StateMachine', 'DefinitionSubstitutions: { F: !GetAtt Site.Arn }', '11:45', 'WHW3005')
bypasses(
  'AWS::StepFunctions::StateMachine',
  'DefinitionString: !Sub \'{"Resource": "${Site.Arn}"}\'',
  '11:30',
  'WHW3005',
)
bypasses('AWS::Lambda::EventSourceMapping', 'FunctionName: !Ref Site', '11:26', 'WHW3006')
bypasses(
  'AWS::ApiGatewayV2::Integration',
  "IntegrationUri: !Sub 'arn:aws:lambda:${AWS::Region}:1:function:${Site}'",
  '11:28',
  'WHW3007',
)
bypasses('AWS::Events::Rule', 'Targets: [{ Arn: !GetAtt Site.Arn }]', '11:32', 'WHW3008')
bypasses('AWS::Serverless::WebSocketApi', 'Routes: { $connect: { FunctionArn: !GetAtt Site.Arn } }', '11:50', 'WHW3008')
bypasses('AWS::Lambda::Function', 'Environment: { Variables: { SITE: !Ref Site } }', '11:46', 'WHW3008')
bypasses('AWS::Lambda::Function', "Environment: { Variables: { T: !Sub 'about ${Site}' } }", undefined, 'WHW3008')
bypasses('AWS::SNS::Topic', 'DisplayName: !Ref Site', undefined, 'WHW3008')
finds('an output', site({ rest: 'Outputs:\n  Arn:\n    Value: !GetAtt Site.Arn' }), '10:20 WHI3009')

// the preference
const preference = (text: string) => site({ properties: `      DeploymentPreference: ${text}` })
finds('Hooks as an intrinsic function', preference('{ Hooks: !If [A, {}, {}] }'), '8:31 WHE4001')
const typed = (type: string) => preference(`{ Type: ${type} }`)
finds('a type in other letters', typed('canary10percent5minutes'), '8:31 WHW4008')
finds('a type that lacks a letter', typed('Canary10Percent5Minute'), '8:31 WHW4008')
finds('a type of the account', typed('Canary10Percent20Minutes'))
finds('a type of SAM', typed('Linear10PercentEvery1Minute'))
finds('a misspelled DeploymentType of a function', metadata('{ DeploymentType: AllAtOne }'), '5:39 WHW4008')
finds(
  'a misspelled DeploymentType in the Transform section',
  site({
    transform:
      'Transform: [{ Name: WebsiteHealthcheck, Parameters: { DeploymentType: allatonce } }, AWS::Serverless-2016-10-31]',
  }),
  '1:55 WHW4008',
)
finds('Enabled by Fn::If', preference('{ Enabled: !If [A, true, false] }'), '8:31 WHW4002')
finds('Enabled: "no"', preference('{ Enabled: "no" }'), '8:31 WHW4002')
finds('Enabled: "false"', preference('{ Enabled: "false" }'))
finds(
  'Enabled by a parameter',
  site({
    head: 'Parameters: { On: { Type: String, Default: true } }',
    properties: '      DeploymentPreference: { Enabled: !Ref On }',
  }),
)
finds(
  'RollbackAlarm with Alarms as an intrinsic function',
  site({
    metadata: '    Metadata: { WebsiteHealthcheck: { RollbackAlarm: true } }',
    properties: '      DeploymentPreference: { Type: Canary10Percent5Minutes, Alarms: !If [A, [], []] }',
  }),
  '9:62 WHE4007',
)

const globals = (preference: string, worker = '') =>
  site({
    head: `Globals:\n  Function:\n    AutoPublishAlias: live\n    DeploymentPreference: ${preference}`,
    resources: `  Worker:\n    Type: AWS::Serverless::Function\n    Properties: { Handler: index.handler ${worker} }`,
  })
finds('a preference in Globals and a worker', globals('{ Type: AllAtOnce }'), '5:5 WHI4004')
finds(
  'the hook in Globals and a worker',
  globals('{ Type: AllAtOnce, Hooks: { PreTraffic: !ImportValue PreTrafficHook } }'),
  '5:55 WHW4003',
)
finds(
  'the same where the worker has none',
  globals(
    '{ Type: AllAtOnce, Hooks: { PreTraffic: !ImportValue PreTrafficHook } }',
    ', DeploymentPreference: { Enabled: false }',
  ),
)

const role = (policies: string) =>
  site({
    properties: '      DeploymentPreference: { Role: !GetAtt Deployer.Arn }',
    resources: `  Deployer:\n    Type: AWS::IAM::Role\n    Properties: ${policies}`,
  })
const invoke = (resource: string, action = 'lambda:InvokeFunction') =>
  `{ Policies: [{ PolicyDocument: { Statement: [{ Effect: Allow, Action: ${action}, Resource: ${resource} }] } }] }`
finds('a role without a policy', role('{}'), '8:31 WHW4005')
finds(
  "a role with another of AWS's policies",
  role("{ ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'] }"),
  '8:31 WHW4005',
)
finds(
  "a role with CodeDeploy's policy",
  role("{ ManagedPolicyArns: [!Sub 'arn:${AWS::Partition}:iam::aws:policy/service-role/AWSCodeDeployRoleForLambda'] }"),
)
finds('a role with an imported policy', role('{ ManagedPolicyArns: [!ImportValue Policy] }'))
finds('a role for such hooks', role(invoke("'arn:aws:lambda:*:*:function:CodeDeployHook_*'")))
finds('a role for other functions', role(invoke("'arn:aws:lambda:*:*:function:other-*'")), '8:31 WHW4005')
finds('a role for other calls', role(invoke("'*'", 'lambda:GetFunction')), '8:31 WHW4005')
finds(
  'AutoPublishAliasAllProperties, which the macro gives a hash',
  site({ properties: '      AutoPublishAliasAllProperties: true' }),
)
finds(
  'AutoPublishAliasAllProperties with PublishOn: Code',
  site({
    metadata: '    Metadata: { WebsiteHealthcheck: { PublishOn: Code } }',
    properties: '      AutoPublishAliasAllProperties: true',
  }),
  '3:3 WHW5003',
)

// which functions are probed
const events = (text: string) =>
  `${both}\nResources:\n  Site:\n    Type: AWS::Serverless::Function\n    Properties:\n      Events: ${text}\n`
finds('POST alone', events('{ New: { Type: Api, Properties: { Path: /orders, Method: POST } } }'), '6:7 WHI5001')
finds(
  'GET with a parameter alone',
  events("{ One: { Type: Api, Properties: { Path: '/orders/{id}', Method: GET } } }"),
  '6:7 WHI5004',
)
finds('its own GET route', events('{ Docs: { Type: Api, Properties: { Path: /docs, Method: GET } } }'), '6:7 WHI5004')
finds(
  'GET behind an authorizer',
  events('{ Me: { Type: Api, Properties: { Path: /me, Method: GET, Auth: { Authorizer: Users } } } }'),
  '6:7 WHI5004',
)
finds('a catch-all', events("{ All: { Type: Api, Properties: { Path: '/{proxy+}', Method: ANY } } }"))
finds('a queue alone', events('{ Queue: { Type: SQS, Properties: { Queue: arn } } }'))
const served = (settings: string, operation = 'get') => `${both}
Resources:
  Site:
    Type: AWS::Serverless::Function
    Metadata: { WebsiteHealthcheck: ${settings} }
  Api:
    Type: AWS::Serverless::HttpApi
    Properties:
      DefinitionBody:
        paths: { /: { ${operation}: { x-amazon-apigateway-integration: { type: aws_proxy, uri: !GetAtt Site.Arn } } } }
`
finds('a function that an API definition integrates, without an event', served('{}'), '3:3 WHW5002')
finds('the same, opted out', served('{ Enabled: false }'))
finds('a function that an API definition integrates with POST', served('{}', 'post'))
finds('a function that an API definition has as its authorizer', served('{}').replace('paths: { /:', 'x: { /:'))
finds('tags that are no map', site({ properties: '      Tags: [{ Key: a, Value: b }]' }), '3:3 WHW5003')

// the stack
const many = (count: number) =>
  beside(Array.from({ length: count }, (_, i) => `  Topic${i}: { Type: AWS::SNS::Topic }`).join('\n'))
finds('450 resources once SAM has run', many(440), '2:1 WHW6001')
finds('449 resources once SAM has run', many(439))
const names = (count: number) => Array.from({ length: count }, (_, i) => `T${i}`).join(',')
const looping = (collection: string, body = "{ 'Topic${Name}': { Type: AWS::SNS::Topic } }") =>
  beside(`  Fn::ForEach::Topics: [Name, ${collection}, ${body}]`)
finds('450 resources, most of them in a loop', looping(`[${names(440)}]`), '2:1 WHW6001')
finds('449 resources, most of them in a loop', looping(`[${names(439)}]`))
finds(
  '450 resources in a loop over the default of a parameter',
  `Parameters: { Names: { Type: CommaDelimitedList, Default: '${names(440)}' } }\n${looping('!Ref Names')}`,
  '3:1 WHW6001',
)
finds(
  '450 resources in a loop within a loop',
  looping(
    `[${names(44)}]`,
    "{ 'Fn::ForEach::Zones': [Zone, [a, b, c, d, e, f, g, h, i, j], { 'Topic${Name}${Zone}': { Type: AWS::SNS::Topic } }] }",
  ),
  '2:1 WHW6001',
)
finds('a loop whose turns only the deployment knows', looping('!Split [",", !ImportValue Names]'))

rule('says that the deployment which brings an alias is not gated', async () => {
  assert.equal(await found(site()), ['1:13 WHI6002'])
  assert.equal(await found(site({ properties: '      AutoPublishAlias: live' })), [])
  tried.add(first)
})

rule('says with StackGate which permission the deployer needs, and that the first deployment is gated', async () => {
  const gated = site().replace(
    '[WebsiteHealthcheck,',
    '[{ Name: WebsiteHealthcheck, Parameters: { StackGate: true } },',
  )
  assert.equal(await found(gated), ['1:13 WHI6003'])
  tried.add('WHI6003')
})

rule('every rule finds something here', () => {
  const catchAll = 'WHE2004'
  assert.equal(
    rules.map(({ id }) => id).filter(id => !tried.has(id)),
    [catchAll],
  )
})

const loop = (resources: string) => `${both}
Resources:
  Site:
    Type: AWS::Serverless::Function
    Properties:
      Events: { A: { Type: Api, Properties: { Path: /healthcheck, Method: get } } }
  Fn::ForEach::Loop:
    - Name
    - [A, B]
    - ${resources}`

finds(
  'a Permission in a loop on the unqualified function',
  loop("'May${Name}': { Type: AWS::Lambda::Permission, Properties: { FunctionName: !Ref Site } }"),
  '10:87 WHW3003',
)
finds(
  'a Permission in a loop that ignores the check',
  loop(
    "'May${Name}': { Type: AWS::Lambda::Permission, Metadata: { WebsiteHealthcheck: { IgnoreChecks: WHW3003 } }, Properties: { FunctionName: !Ref Site } }",
  ),
)
finds(
  'a Permission in a loop on the alias',
  loop("'May${Name}': { Type: AWS::Lambda::Permission, Properties: { FunctionName: !Ref Site.Alias } }"),
)

const refused = suite('a refusal of the macro')

const checks: Record<ProblemCode, string> = {
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

for (const [code, id] of Object.entries(checks) as [ProblemCode, string][])
  refused(`with the code ${code} is ${id}, whatever its sentence says`, () => {
    const template = parseTemplate(site(), 'template.yaml', '/')
    const problems = [{ code, path: ['Resources', 'Site'], sentence: 'Any words at all.' }]
    const { value } = template
    const run = { fragment: value, known: knownOf(value, {}), plans: [], problems, gated: [] }
    const subject = { template, value, ...run }
    const found = refusalRules.flatMap(rule => rule.find(subject).map(({ path, message }) => [rule.id, path, message]))
    assert.equal(found, [[id, ['Resources', 'Site'], 'Any words at all.']])
  })

refused.run()

rule.run()
