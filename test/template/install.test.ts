import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Cloud, region, root, startCloud } from '../helpers/cloud.ts'
import { pythonWith } from '../helpers/python.ts'
import { readStack, type Stack, templatePath } from './stack.ts'

// ministack refuses AWS::CloudFormation::Macro and AWS::Logs::QueryDefinition, moto ignores both and
// AWS::Lambda::EventInvokeConfig; test/cloud has them.
const withoutUnknown = (template: string): string =>
  template.replace(/^ {2}(Macro|FailuresQuery):\n(?: {4}.*\n)+/gm, '')

const ministack = pythonWith('ministack')
const moto = pythonWith('moto')
const awscli = pythonWith('awscli')
const samcli = pythonWith('samcli')

const exportNames = ['PreTrafficHook', 'ServerlessDeploymentRoleArn', 'WebsiteHealthcheckGate']
const capabilities = ['--capabilities', 'CAPABILITY_IAM', 'CAPABILITY_AUTO_EXPAND']

const install = suite('installing with the real tools, on ministack')
const fact = ministack && awscli && samcli ? install : install.skip
const world = {} as { cloud: Cloud }
install.before(async () => {
  if (ministack) world.cloud = await startCloud(ministack, 'ministack')
})
install.after(() => world.cloud?.stop())

const tool =
  (python: string | undefined, module: string, { cloud } = world) =>
  (...args: string[]): string => {
    const { status, stdout, stderr } = (cloud ?? world.cloud).run(python ?? '', module, args)
    assert.is(status, 0, `${module} ${args.join(' ')}\n${stdout}\n${stderr}`)
    return stdout
  }
const aws = tool(awscli, 'awscli')
const sam = tool(samcli, 'samcli')
const deploy = (file: string, stack: string, ...overrides: string[]) =>
  aws(
    ...['cloudformation', 'deploy', '--template-file', file, '--s3-bucket', 'code'],
    ...['--stack-name', stack, ...capabilities],
    ...(overrides.length > 0 ? ['--parameter-overrides', ...overrides] : []),
  )
const remove = (stack: string) =>
  world.cloud.run(awscli ?? '', 'awscli', ['cloudformation', 'delete-stack', '--stack-name', stack])
const path = (name: string) => `${world.cloud.folder}/${name}`
const write = (name: string, text: string): string => {
  writeFileSync(path(name), text)
  return path(name)
}

fact('aws cloudformation package and deploy make the stack and its two exports', () => {
  aws('s3', 'mb', 's3://code')
  const output = ['--output-template-file', path('packaged.yaml')]
  aws('cloudformation', 'package', '--template-file', 'template.yaml', '--s3-bucket', 'code', ...output)
  write('packaged.yaml', withoutUnknown(readFileSync(path('packaged.yaml'), 'utf8')))
  deploy(path('packaged.yaml'), 'codedeployhook')
  const { exports, dashboards, alarms } = world.cloud.state()
  assert.equal(exports, exportNames)
  assert.equal([dashboards, alarms], [[`WebsiteHealthcheck-${region}`], []])
})

fact('the installed macro function gates a website', () => {
  const Properties = { CodeUri: 's3://code/site', Handler: 'index.handler', Events: { Any: { Type: 'HttpApi' } } }
  const fragment = { Resources: { Site: { Type: 'AWS::Serverless::Function', Properties } } }
  const event = { requestId: '1', fragment, params: {}, templateParameterValues: {} }
  const payload = `fileb://${write('event.json', JSON.stringify(event))}`
  aws('lambda', 'invoke', '--function-name', 'WebsiteHealthcheck', '--payload', payload, path('answer.json'))
  const answer = JSON.parse(readFileSync(path('answer.json'), 'utf8'))
  assert.is(answer.status, 'success')
  assert.equal(answer.fragment.Resources.Site.Properties.DeploymentPreference, {
    Type: 'AllAtOnce',
    Role: { 'Fn::ImportValue': 'ServerlessDeploymentRoleArn' },
    Hooks: { PreTraffic: { 'Fn::ImportValue': 'PreTrafficHook' } },
  })
})

fact('an update with other parameters reaches functions, policies, alarms and dashboard, and no export', () => {
  deploy(
    ...[path('packaged.yaml'), 'codedeployhook', 'Path=/up', 'Mode=Warn', 'Wiring=Literal', 'InvokeTaggedOnly=true'],
    ...['Dashboard=false', 'Tracing=Active', `AlarmTopicArn=arn:aws:sns:${region}:000000000000:alarms`],
  )
  const { exports, dashboards, alarms, environments, policies } = world.cloud.state()
  assert.is(environments.CodeDeployHook_LambdaWebsite?.HEALTHCHECK_PATH, '/up')
  const { HOOK_NAME, DEPLOYMENT_ROLE_ARN, INVOKE_TAGGED_ONLY } = environments.WebsiteHealthcheck ?? {}
  assert.equal([HOOK_NAME, INVOKE_TAGGED_ONLY], ['CodeDeployHook_LambdaWebsite', 'true'])
  assert.match(String(DEPLOYMENT_ROLE_ARN), /^arn:aws:iam::\d+:role\/codedeployhook-DeploymentRole-/)
  const probe = policies.hook?.find(({ Sid }) => Sid === 'Probe')
  assert.equal(probe?.Condition, { Null: { 'aws:ResourceTag/websitehealthcheck:Enabled': 'false' } })
  assert.ok(policies.hook?.some(({ Sid }) => Sid === 'Trace'))
  assert.equal([alarms.length, dashboards], [6, []])
  assert.equal(exports, exportNames)
})

fact('an update with the parameters of a regulated account reaches policies, queue, metrics and logs', () => {
  deploy(
    ...[path('packaged.yaml'), 'codedeployhook', 'SubnetIds=subnet-1,subnet-2', 'SecurityGroupIds=sg-1'],
    ...[`KmsKeyArn=arn:aws:kms:${region}:000000000000:key/1`, 'FailureQueue=true', 'Metrics=false'],
    ...['DeploymentPolicy=AWSCodeDeployRoleForLambdaLimited', 'RetainLogs=true'],
  )
  const { exports, alarms, environments, policies } = world.cloud.state()
  assert.is(environments.CodeDeployHook_LambdaWebsite?.POWERTOOLS_METRICS_DISABLED, 'true')
  const sids = policies.hook?.map(({ Sid }) => Sid) ?? []
  for (const sid of ['UseKey', 'KeepFailedEvent']) assert.ok(sids.includes(sid), sid)
  assert.is(alarms.length, 4)
  assert.equal(exports, exportNames)
  // ministack has no VpcConfig and no KMSKeyArn
  for (const name of Object.keys(environments)) {
    const query = ['--function-name', name, '--query', 'LoggingConfig.LogGroup', '--output', 'text']
    assert.match(aws('lambda', 'get-function-configuration', ...query).trim(), /^\/aws\/lambda\/\w+\/[0-9a-f-]{36}$/)
  }
})

fact('CloudFormation refuses to remove the stack while a site imports from it, and removes all of it after', () => {
  const parameter = (name: string) => ({
    Type: 'AWS::SSM::Parameter',
    Properties: { Type: 'String', Value: { 'Fn::ImportValue': name } },
  })
  const [Hook, Role] = exportNames.map(parameter)
  deploy(write('site.json', JSON.stringify({ Resources: { Hook, Role } })), 'site')
  remove('codedeployhook')
  assert.equal(world.cloud.state().exports, exportNames)
  remove('site')
  remove('codedeployhook')
  const { exports, environments, policies, alarms } = world.cloud.state()
  assert.equal({ exports, environments, policies, alarms }, { exports: [], environments: {}, policies: {}, alarms: [] })
})

fact('sam build and sam deploy make the same stack from a clone', () => {
  for (const file of ['dist', 'LICENSE', 'README.md'])
    cpSync(`${root}${file}`, path(`clone/${file}`), { recursive: true })
  const template = write('clone/template.yaml', withoutUnknown(readFileSync(templatePath, 'utf8')))
  sam('build', '--template', template, '--build-dir', path('built'))
  sam(
    ...['deploy', '--template', path('built/template.yaml'), '--stack-name', 'codedeployhook', '--resolve-s3'],
    ...[
      '--capabilities',
      'CAPABILITY_IAM',
      '--no-confirm-changeset',
      '--parameter-overrides',
      'ExportNamePrefix=team-',
    ],
  )
  assert.equal(
    world.cloud.state().exports,
    exportNames.map(name => `team-${name}`),
  )
  remove('codedeployhook')
})

fact('a release makes the same stack from a template and two zip files in a bucket', () => {
  const packing = ['--import', 'tsx', 'release/package.ts', path('release')]
  assert.is(spawnSync(process.execPath, packing, { cwd: root }).status, 0)
  aws('s3', 'cp', '--recursive', path('release'), 's3://code/codedeployhook/')
  const template = write('release/template.yaml', withoutUnknown(readFileSync(path('release/template.yaml'), 'utf8')))
  deploy(template, 'codedeployhook', 'CodeBucket=code')
  const { exports, environments } = world.cloud.state()
  assert.equal(exports, exportNames)
  assert.equal(Object.keys(environments), [
    'CodeDeployHook_LambdaWebsite',
    'WebsiteHealthcheck',
    'WebsiteHealthcheckGate',
    'WebsiteHealthcheckGateFailure',
  ])
})

install.run()

const whole = suite('installing every resource, on moto')

;(moto && awscli ? whole : whole.skip)(
  'makes every resource but the macro itself, the retries of the hook and the saved query',
  async () => {
    const cloud = await startCloud(moto ?? '', 'moto.server')
    const template = packaged(readStack())
    const run = tool(awscli, 'awscli', { cloud })
    try {
      run('s3', 'mb', 's3://bucket')
      // moto takes any file for a zip file
      run('s3', 'cp', `${root}LICENSE`, 's3://bucket/code')
      const file = `${cloud.folder}/template.json`
      writeFileSync(file, JSON.stringify(template))
      run('cloudformation', 'deploy', '--template-file', file, '--stack-name', 'codedeployhook', ...capabilities)
      const made = run(
        ...['cloudformation', 'describe-stack-resources', '--stack-name', 'codedeployhook', '--output', 'text'],
        ...['--query', 'StackResources[?LogicalResourceId].LogicalResourceId'],
      )
      const unknown = new Set([
        'AWS::CloudFormation::Macro',
        'AWS::Lambda::EventInvokeConfig',
        'AWS::Logs::QueryDefinition',
      ])
      const byDefault = [undefined, 'HasDashboard']
      const expected = Object.entries(template.Resources)
        .filter(([, { Type, Condition }]) => !unknown.has(Type) && byDefault.includes(Condition))
        .map(([logicalId]) => logicalId)
      assert.equal(made.trim().split(/\s+/).toSorted(), expected.toSorted())
    } finally {
      await cloud.stop()
    }
  },
)

/** A stack whose functions take their code from one object in S3. */
const packaged = (stack: Stack): Stack =>
  JSON.parse(JSON.stringify(stack), (key, value) =>
    key === 'Code' && typeof value === 'string' ? { S3Bucket: 'bucket', S3Key: 'code' } : value,
  )

whole.run()
