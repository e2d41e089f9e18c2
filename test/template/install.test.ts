import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Cloud, region, root, startCloud } from '../helpers/cloud.ts'
import { pythonWith } from '../helpers/python.ts'
import { packaged, translate } from '../helpers/sam.ts'
import { readStack, templatePath } from './stack.ts'

// Not tried anywhere on this machine, because neither stand-in knows it: AWS::CloudFormation::Macro itself, that is
// CloudFormation calling the macro. ministack refuses it, moto passes over it, and over AWS::Lambda::EventInvokeConfig.
const withoutMacro = (template: string): string => template.replace(/^ {2}Macro:\n(?: {4}.*\n)+/m, '')

const ministack = pythonWith('ministack')
const moto = pythonWith('moto')
const awscli = pythonWith('awscli')
const samcli = pythonWith('samcli')
const samtranslator = pythonWith('samtranslator')

const exportNames = ['PreTrafficHook', 'ServerlessDeploymentRoleArn']
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
    ...['cloudformation', 'deploy', '--template-file', file, '--stack-name', stack, ...capabilities],
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
  write('packaged.yaml', withoutMacro(readFileSync(path('packaged.yaml'), 'utf8')))
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
  const ask = policies.hook?.find(({ Sid }) => Sid === 'Ask')
  assert.equal(ask?.Condition, { Null: { 'aws:ResourceTag/websitehealthcheck:Enabled': 'false' } })
  assert.ok(policies.hook?.some(({ Sid }) => Sid === 'Trace'))
  assert.equal([alarms.length, dashboards], [3, []])
  assert.equal(exports, exportNames)
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
  const template = write('clone/template.yaml', withoutMacro(readFileSync(templatePath, 'utf8')))
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
  const template = write('release/template.yaml', withoutMacro(readFileSync(path('release/template.yaml'), 'utf8')))
  deploy(template, 'codedeployhook', 'CodeBucket=code')
  const { exports, environments } = world.cloud.state()
  assert.equal(exports, exportNames)
  assert.equal(Object.keys(environments), ['CodeDeployHook_LambdaWebsite', 'WebsiteHealthcheck'])
})

install.run()

const translated = suite('installing the translated template, on moto')

;(moto && awscli && samtranslator ? translated : translated.skip)(
  'makes every resource but the macro itself and the retries of the hook',
  async () => {
    const cloud = await startCloud(moto ?? '', 'moto.server')
    const parameters = { Dashboard: 'true', AlarmTopicArn: '' }
    const template = translate(samtranslator ?? '', packaged(readStack()), parameters)
    const code = Object.values(template.Resources).flatMap(({ Properties }) => (Properties.Code as S3Object) ?? [])
    const run = tool(awscli, 'awscli', { cloud })
    try {
      run('s3', 'mb', 's3://bucket')
      // moto takes any file for a zip file
      for (const { S3Key } of code) run('s3', 'cp', `${root}LICENSE`, `s3://bucket/${S3Key}`)
      writeFileSync(`${cloud.folder}/translated.json`, JSON.stringify(template))
      const file = `${cloud.folder}/translated.json`
      run('cloudformation', 'deploy', '--template-file', file, '--stack-name', 'codedeployhook', ...capabilities)
      const made = run(
        ...['cloudformation', 'describe-stack-resources', '--stack-name', 'codedeployhook', '--output', 'text'],
        ...['--query', 'StackResources[?LogicalResourceId].LogicalResourceId'],
      )
      const unknown = new Set(['AWS::CloudFormation::Macro', 'AWS::Lambda::EventInvokeConfig'])
      const expected = Object.entries(template.Resources)
        .filter(([, { Type, Condition }]) => !unknown.has(Type) && Condition !== 'HasAlarms')
        .map(([logicalId]) => logicalId)
      assert.equal(made.trim().split(/\s+/).toSorted(), expected.toSorted())
    } finally {
      await cloud.stop()
    }
  },
)

type S3Object = { S3Key: string }

translated.run()
