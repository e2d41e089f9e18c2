import { spawnSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Cloud } from './account.ts'
import { startCloud } from './cloud.ts'
import { type Deployed, deploy, deployedOf, deployFile } from './deploy.ts'
import { root } from './environment.ts'
import { install } from './install.ts'
import { hookMessage } from './logs.ts'
import { live, outputsOf, physicalId, removeStack, statusOf } from './stack.ts'
import { answering, website } from './websites.ts'

const installs = suite('the installed stack')
const shared = await startCloud()
installs.after(shared.stop)

/** Where a clone lies that has been built, as docs/install.md says. */
const cloneOf = (cloud: Cloud): string => {
  const clone = `${cloud.folder}/clone`
  for (const name of ['dist', 'template.yaml', 'samconfig.toml', 'LICENSE', 'README.md'])
    cpSync(`${root}${name}`, `${clone}/${name}`, { recursive: true })
  return clone
}

const ways: [title: string, accountId: string, install: (cloud: Cloud) => Promise<Deployed>][] = [
  ['aws cloudformation package and deploy', '111111111111', cloud => install(cloud)],
  [
    'sam build and sam deploy, from a clone',
    '222222222222',
    async cloud => {
      const built = await cloud.sam(
        ...['build', '--template', `${cloneOf(cloud)}/template.yaml`, '--build-dir', `${cloud.folder}/built`],
      )
      assert.is(built.exitCode, 0, built.terminal)
      const deployed = await cloud.sam(
        // nothing else: the rest is in samconfig.toml
        ...['deploy', '--template', `${cloud.folder}/built/template.yaml`],
        ...['--config-file', `${cloud.folder}/clone/samconfig.toml`],
      )
      return deployedOf(cloud, 'codedeployhook', deployed)
    },
  ],
  [
    'a release: a template and zip files in a bucket',
    '333333333333',
    async cloud => {
      const release = `${cloud.folder}/release`
      const packing = spawnSync(process.execPath, ['--import', 'tsx', 'release/package.ts', release], { cwd: root })
      assert.is(packing.status, 0, String(packing.stderr))
      await cloud.aws('s3', 'mb', 's3://release')
      await cloud.aws('s3', 'cp', '--recursive', release, 's3://release/codedeployhook/')
      return deployFile(cloud, 'codedeployhook', `${release}/template.yaml`, {
        parameters: { CodeBucket: 'release' },
        bucket: 'release',
      })
    },
  ],
]

for (const [title, accountId, make] of ways)
  installs(`${title}: gates a website, whose broken version gets no traffic, and can be removed`, async () => {
    const cloud = shared.account(accountId)
    const installed = await make(cloud)
    assert.is(installed.status, 'CREATE_COMPLETE', installed.terminal)
    const outputs = Object.keys(await outputsOf(cloud, 'codedeployhook'))
    for (const name of ['PreTrafficHook', 'ServerlessDeploymentRoleArn']) assert.ok(outputs.includes(name), name)
    await deploy(cloud, 'site', website())
    const { status, terminal } = await deploy(cloud, 'site', website({ code: answering('no', 500) }))
    assert.is(status, 'UPDATE_ROLLBACK_COMPLETE', terminal)
    assert.is(await live(cloud, 'site', 'Site'), '1')
    const name = await physicalId(cloud, 'site', 'Site')
    assert.match(await hookMessage(cloud, name, /^Failed/), /:2 GET \/healthcheck -> 500 /)
    await removeStack(cloud, 'site')
    await removeStack(cloud, 'codedeployhook')
    assert.is(await statusOf(cloud, 'codedeployhook'), undefined)
  })

installs.run()
