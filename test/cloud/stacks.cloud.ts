import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { startCloud } from './cloud.ts'
import { deploy, fileOf } from './deploy.ts'
import { hookMessage } from './logs.ts'
import { live, physicalId, statusOf, visit } from './stack.ts'
import { answering, everything, sam, website } from './websites.ts'

const stacks = suite('other ways to a website')
const cloud = await startCloud()
stacks.after(cloud.stop)

stacks('a nested stack: its website is gated like any other', async () => {
  const parent = (): string =>
    JSON.stringify({
      Resources: { Web: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'web.yaml' } } },
    })
  const capabilities = ['CAPABILITY_IAM', 'CAPABILITY_AUTO_EXPAND']
  const release = (code: string) =>
    deploy(cloud, 'stacks-parent', { template: parent(), files: { 'web.yaml': website({ code }) } }, { capabilities })
  const first = await release(answering('one'))
  assert.is(first.status, 'CREATE_COMPLETE', first.terminal)
  const nested = await physicalId(cloud, 'stacks-parent', 'Web')
  assert.is(await live(cloud, nested, 'Site'), '1')
  assert.is((await visit(cloud, nested, '/')).body, 'one')
})

const direct = async (command: string, template: string, ...capabilities: string[]) => {
  const ran = await cloud.aws(
    ...['cloudformation', command, '--stack-name', 'stacks-direct', '--template-body', `file://${template}`],
    ...['--capabilities', ...capabilities],
  )
  if (ran.exitCode === 0)
    await cloud.aws(
      'cloudformation',
      'wait',
      `stack-${command.split('-')[0]}-complete`,
      '--stack-name',
      'stacks-direct',
    )
  return ran
}

stacks('create-stack and update-stack want CAPABILITY_AUTO_EXPAND, as for every macro', async () => {
  const one = await fileOf(cloud, website({ code: answering('one') }))
  const { exitCode, terminal } = await direct('create-stack', one, 'CAPABILITY_IAM')
  assert.match(terminal, /InsufficientCapabilitiesException.*Requires capabilities : \[CAPABILITY_AUTO_EXPAND\]/)
  assert.is(exitCode, 255)
  const created = await direct('create-stack', one, 'CAPABILITY_IAM', 'CAPABILITY_AUTO_EXPAND')
  assert.is(await statusOf(cloud, 'stacks-direct'), 'CREATE_COMPLETE', created.terminal)
  const two = await fileOf(cloud, website({ code: answering('two') }))
  const updated = await direct('update-stack', two, 'CAPABILITY_IAM', 'CAPABILITY_AUTO_EXPAND')
  assert.is(await statusOf(cloud, 'stacks-direct'), 'UPDATE_COMPLETE', updated.terminal)
  assert.is(await live(cloud, 'stacks-direct', 'Site'), '2')
})

const handWired = (code: string): string =>
  website({
    transform: sam,
    code,
    properties: {
      Events: everything,
      AutoPublishAlias: 'current',
      DeploymentPreference: {
        Type: 'AllAtOnce',
        Role: { 'Fn::ImportValue': 'ServerlessDeploymentRoleArn' },
        Hooks: { PreTraffic: { 'Fn::ImportValue': 'PreTrafficHook' } },
      },
      Tags: { 'websitehealthcheck:Path': '/status' },
    },
  })

stacks('a template wired by hand, without the macro: it is probed by its tags', async () => {
  const first = await deploy(cloud, 'stacks-hand', handWired(answering('one')))
  assert.is(first.status, 'CREATE_COMPLETE', first.terminal)
  const second = await deploy(cloud, 'stacks-hand', handWired(answering('two', 503)))
  assert.is(second.status, 'UPDATE_ROLLBACK_COMPLETE', second.terminal)
  assert.is(await live(cloud, 'stacks-hand', 'Site', 'current'), '1')
  assert.is((await visit(cloud, 'stacks-hand', '/')).body, 'one')
  const name = await physicalId(cloud, 'stacks-hand', 'Site')
  await hookMessage(cloud, name, /^Failed Healthcheck.ResponseCodeMismatch \S+:2 GET \/status -> 503 /)
})

stacks.run()
