import { existsSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { startCloud } from './cloud.ts'
import { deploy } from './deploy.ts'
import { install } from './install.ts'
import { hookMessage } from './logs.ts'
import { buildRelease, missingCommit } from './older-release.ts'
import { live, outputsOf, physicalId, resourcesOf, versionsOf, visit } from './stack.ts'
import { answering, website } from './websites.ts'

/** Release 0.1.0. */
const older = 'b7a07de'
const missing = missingCommit(older)
if (missing) console.error(`${process.env.CI === 'true' ? 'FAILED' : 'SKIPPED'}: ${missing}`)
if (missing && process.env.CI === 'true') throw new Error(missing)

const upgrade = suite('an upgrade from release 0.1.0 while a website imports from it')
const fact = missing ? upgrade.skip : upgrade
const shared = missing ? undefined : await startCloud()
upgrade.after(() => shared?.stop())
const cloud = shared?.account('444444444444') as NonNullable<typeof shared>

const exported = ['PreTrafficHook', 'ServerlessDeploymentRoleArn']
const promises = async () => {
  const outputs = await outputsOf(cloud, 'codedeployhook')
  return Object.fromEntries(exported.map(name => [name, outputs[name]]))
}

/** Physical IDs by logical IDs: a replaced resource has another. */
const identities = async (logicalIds: string[]): Promise<Record<string, string>> => {
  const ids = await Promise.all(
    logicalIds.map(async logicalId => [logicalId, await physicalId(cloud, 'codedeployhook', logicalId)] as const),
  )
  return Object.fromEntries(ids)
}

const release = (body: string, statusCode = 200) =>
  deploy(cloud, 'site', website({ code: answering(body, statusCode) }))

fact('begins with the old stack and a website that it has gated', async () => {
  const project = buildRelease(older, `${cloud.folder}/older`)
  assert.ok(existsSync(`${project}/dist/hook/index.mjs`))
  const installed = await install(cloud, { project })
  assert.is(installed.status, 'CREATE_COMPLETE', installed.terminal)
  assert.is((await release('one')).status, 'CREATE_COMPLETE')
  assert.is((await release('two')).status, 'UPDATE_COMPLETE')
  assert.is(await live(cloud, 'site', 'Site'), '2')
})

fact('replaces nothing, and changes neither export', async () => {
  const before = { exports: await promises(), resources: await resourcesOf(cloud, 'codedeployhook') }
  const idsBefore = await identities(Object.keys(before.resources))
  const upgraded = await install(cloud)
  assert.is(upgraded.status, 'UPDATE_COMPLETE', upgraded.terminal)
  assert.equal(await promises(), before.exports)
  assert.equal(await identities(Object.keys(before.resources)), idsBefore)
  const { HookLogGroupUrl } = await outputsOf(cloud, 'codedeployhook')
  const group = '$252Faws$252Flambda$252FCodeDeployHook_LambdaWebsite'
  const console = 'https://console.aws.amazon.com/cloudwatch/home?region=eu-central-1'
  assert.is(HookLogGroupUrl, `${console}#logsV2:log-groups/log-group/${group}`)
  const after = await resourcesOf(cloud, 'codedeployhook')
  assert.equal(
    Object.keys(after)
      .filter(logicalId => !(logicalId in before.resources))
      .toSorted(),
    [
      'FailuresQuery',
      'GateFailureFunction',
      'GateFailureRole',
      'GateFunction',
      'GateFunctionEventInvokeConfig',
      'GateLogGroup',
      'GateRole',
    ],
  )
})

fact('leaves the website as it is: no version, no deployment, the same visitor', async () => {
  assert.equal(await versionsOf(cloud, 'site', 'Site'), ['1', '2'])
  assert.equal(await visit(cloud, 'site', '/'), { status: 200, body: 'two' })
})

fact('gates the next release of the website, which needed no change', async () => {
  assert.is((await release('three')).status, 'UPDATE_COMPLETE')
  assert.is(await live(cloud, 'site', 'Site'), '3')
  const broken = await release('four', 500)
  assert.is(broken.status, 'UPDATE_ROLLBACK_COMPLETE', broken.terminal)
  assert.is(await live(cloud, 'site', 'Site'), '3')
  const name = await physicalId(cloud, 'site', 'Site')
  assert.match(await hookMessage(cloud, name, /:4 GET/), /^Failed Healthcheck\.ResponseCodeMismatch .*-> 500 /)
})

upgrade.run()
