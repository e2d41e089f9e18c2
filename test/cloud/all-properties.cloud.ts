import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { startCloud } from './cloud.ts'
import { deploy } from './deploy.ts'
import { live, settingTagsOf, visit } from './stack.ts'
import { answering, sam, website, withSettings } from './websites.ts'

const stories = suite('a website with AutoPublishAliasAllProperties')
const cloud = await startCloud()
stories.after(cloud.stop)

const stack = 'all-properties'
const properties = { AutoPublishAlias: 'live', AutoPublishAliasAllProperties: true }
const code = answering('the same')

stories('comes to the macro by the Transform line alone', async () => {
  const before = await deploy(cloud, stack, website({ transform: sam, code, properties }))
  assert.is(before.status, 'CREATE_COMPLETE', before.terminal)
  const { status, terminal } = await deploy(cloud, stack, website({ code, properties }))
  assert.is(status, 'UPDATE_COMPLETE', terminal)
  assert.is(await live(cloud, stack, 'Site'), '2')
  assert.is((await visit(cloud, stack, '/')).body, 'the same')
})

stories('changes a setting, which publishes nothing', async () => {
  const template = website({ code, properties, transform: withSettings({ TimeoutSeconds: 5 }) })
  const { status, terminal } = await deploy(cloud, stack, template)
  assert.is(status, 'UPDATE_COMPLETE', terminal)
  assert.is((await settingTagsOf(cloud, stack, 'Site')).TimeoutSeconds, '5')
  assert.is(await live(cloud, stack, 'Site'), '2')
})

stories.run()
