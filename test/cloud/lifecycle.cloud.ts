import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { startCloud } from './cloud.ts'
import { deploy } from './deploy.ts'
import { invocationsOf, messagesOf } from './logs.ts'
import { live, physicalId, resourcesOf, settingTagsOf, statusOf, versionsOf, visit } from './stack.ts'
import { answering, sam, website, withSettings } from './websites.ts'

const lifecycle = suite('a website that comes to the macro, changes its settings and leaves again')
const cloud = await startCloud()
lifecycle.after(cloud.stop)

const stack = 'lifecycle'
const probes = async () => messagesOf(cloud, 'hook', await physicalId(cloud, stack, 'Site')).length
const ofSafety = async () =>
  Object.values(await resourcesOf(cloud, stack)).filter(type => /CodeDeploy|Lambda::(Alias|Version)/.test(type)).length

lifecycle('without the macro it has no alias and no deployment', async () => {
  const { status, terminal } = await deploy(cloud, stack, website({ transform: sam, code: answering('plain') }))
  assert.is(status, 'CREATE_COMPLETE', terminal)
  assert.is(await ofSafety(), 0)
  assert.is((await visit(cloud, stack, '/')).body, 'plain')
})

lifecycle('the one line gives it both, and the same visitors', async () => {
  const { status, terminal } = await deploy(cloud, stack, website({ code: answering('plain') }))
  assert.is(status, 'UPDATE_COMPLETE', terminal)
  assert.is(await live(cloud, stack, 'Site'), '1')
  assert.is(await ofSafety(), 4)
  assert.is((await visit(cloud, stack, '/')).body, 'plain')
})

lifecycle('a changed setting changes the tags, publishes no version and probes nothing', async () => {
  const before = await probes()
  const template = website({ code: answering('plain'), transform: withSettings({ Path: '/up', Matcher: '200' }) })
  const { status, terminal } = await deploy(cloud, stack, template)
  assert.is(status, 'UPDATE_COMPLETE', terminal)
  const { Path, Matcher } = await settingTagsOf(cloud, stack, 'Site')
  assert.equal([Path, Matcher], ['/up', '200'])
  assert.equal(await versionsOf(cloud, stack, 'Site'), ['1'])
  assert.is(await probes(), before)
})

lifecycle('the next version is probed by the changed settings', async () => {
  const template = website({ code: answering('next'), transform: withSettings({ Path: '/up', Matcher: '200' }) })
  const { status, terminal } = await deploy(cloud, stack, template)
  assert.is(status, 'UPDATE_COMPLETE', terminal)
  const asked = invocationsOf(cloud, await physicalId(cloud, stack, 'Site')).map(({ event }) => JSON.parse(event).path)
  assert.ok(asked.includes('/up'), asked.join())
  assert.is(await live(cloud, stack, 'Site'), '2')
})

lifecycle('without the macro again it is as before, and visitors reach it all the while', async () => {
  const { status, terminal } = await deploy(cloud, stack, website({ transform: sam, code: answering('plain again') }))
  assert.is(status, 'UPDATE_COMPLETE', terminal)
  assert.is(await ofSafety(), 0)
  assert.equal(await settingTagsOf(cloud, stack, 'Site'), {})
  assert.is((await visit(cloud, stack, '/')).body, 'plain again')
})

lifecycle('the macro can be put back', async () => {
  const { status, terminal } = await deploy(cloud, stack, website({ code: answering('back') }))
  assert.is(status, 'UPDATE_COMPLETE', terminal)
  assert.is(await ofSafety(), 4)
  assert.is((await visit(cloud, stack, '/')).body, 'back')
})

lifecycle('a refused template leaves the stack as it is', async () => {
  await deploy(cloud, stack, website({ transform: withSettings({ Mather: 200 }) }))
  assert.is(await statusOf(cloud, stack), 'UPDATE_COMPLETE')
  assert.is((await visit(cloud, stack, '/')).body, 'back')
})

lifecycle.run()
