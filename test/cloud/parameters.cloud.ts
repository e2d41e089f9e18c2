import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Cloud } from './account.ts'
import { startCloud } from './cloud.ts'
import { deploy, type Parameters } from './deploy.ts'
import { install } from './install.ts'
import { hookMessage, invocationsOf } from './logs.ts'
import { live, physicalId, processedOf, settingTagsOf } from './stack.ts'
import { answering, website } from './websites.ts'

const parametersSuite = suite('the parameters of the installed stack')
const shared = await startCloud()
parametersSuite.after(shared.stop)

type Policy = { CodeDeployLambdaAliasUpdate: { BeforeAllowTrafficHook: unknown } }
const hookOf = async (cloud: Cloud) => {
  const { Resources } = await processedOf(cloud, 'site')
  const policy = Resources.SiteAliaslive?.UpdatePolicy as Policy
  return policy.CodeDeployLambdaAliasUpdate.BeforeAllowTrafficHook
}
const roleOf = async (cloud: Cloud) =>
  (await processedOf(cloud, 'site')).Resources.SiteDeploymentGroup?.Properties.ServiceRoleArn

type Row = {
  title: string
  accountId: string
  parameters: Parameters
  prepare?: (cloud: Cloud) => Promise<unknown>
  /** The status of the stack after its second release, which answers each request with 500. */
  broken: 'UPDATE_COMPLETE' | 'UPDATE_ROLLBACK_COMPLETE'
  log: RegExp
  see: (cloud: Cloud) => Promise<void>
}

const rows: Row[] = [
  {
    title: 'Wiring: Literal writes names instead of imports, and the gate works as well',
    accountId: '441111111111',
    parameters: { Wiring: 'Literal' },
    broken: 'UPDATE_ROLLBACK_COMPLETE',
    log: /^Failed Healthcheck.ResponseCodeMismatch \S+:2 GET \/healthcheck -> 500 /,
    see: async cloud => {
      assert.is(await hookOf(cloud), 'CodeDeployHook_LambdaWebsite')
      assert.match(String(await roleOf(cloud)), /^arn:aws:iam::441111111111:role\/codedeployhook-DeploymentRole-/)
    },
  },
  {
    title: 'ExportNamePrefix names the imports, and a revision may come as AppSpecContent',
    accountId: '442222222222',
    parameters: { ExportNamePrefix: 'team-' },
    // AWS documents two shapes, and not which of them a deployment by CloudFormation has; elsewhere it is String
    prepare: cloud =>
      cloud.aws(
        ...['ssm', 'put-parameter', '--name', 'stand-in-revision-type', '--type', 'String'],
        ...['--value', 'AppSpecContent'],
      ),
    broken: 'UPDATE_ROLLBACK_COMPLETE',
    log: /^Failed Healthcheck.ResponseCodeMismatch \S+:2 GET \/healthcheck -> 500 /,
    see: async cloud => {
      assert.equal(await hookOf(cloud), { 'Fn::ImportValue': 'team-PreTrafficHook' })
      assert.equal(await roleOf(cloud), { 'Fn::ImportValue': 'team-ServerlessDeploymentRoleArn' })
    },
  },
  {
    title: 'settings hold for all websites: Path is asked, and Mode: Warn lets a broken version through',
    accountId: '443333333333',
    parameters: { Path: '/up', Mode: 'Warn' },
    broken: 'UPDATE_COMPLETE',
    log: /^Succeeded Healthcheck.ResponseCodeMismatch \S+:2 GET \/up -> 500 /,
    see: async cloud => {
      const asked = invocationsOf(cloud, await physicalId(cloud, 'site', 'Site')).map(({ event }) => JSON.parse(event))
      assert.ok(asked.some(({ path }) => path === '/up'))
    },
  },
  {
    title: 'InvokeTaggedOnly tags what the hook may invoke',
    accountId: '445444444444',
    parameters: { InvokeTaggedOnly: 'true' },
    broken: 'UPDATE_ROLLBACK_COMPLETE',
    log: /^Failed Healthcheck.ResponseCodeMismatch \S+:2 GET \/healthcheck -> 500 /,
    see: async cloud => assert.is((await settingTagsOf(cloud, 'site', 'Site')).Enabled, 'true'),
  },
]

for (const { title, accountId, parameters, prepare, broken, log, see } of rows)
  parametersSuite(title, async () => {
    const cloud = shared.account(accountId)
    await prepare?.(cloud)
    await install(cloud, { parameters })
    const first = await deploy(cloud, 'site', website())
    assert.is(first.status, 'CREATE_COMPLETE', first.terminal)
    const second = await deploy(cloud, 'site', website({ code: answering('broken', 500) }))
    assert.is(second.status, broken, second.failures.join('\n'))
    assert.is(await live(cloud, 'site', 'Site'), broken === 'UPDATE_COMPLETE' ? '2' : '1')
    await hookMessage(cloud, await physicalId(cloud, 'site', 'Site'), log)
    await see(cloud)
  })

parametersSuite.run()
