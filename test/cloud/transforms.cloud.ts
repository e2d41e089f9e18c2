import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { startCloud } from './cloud.ts'
import { changeSet, deploy } from './deploy.ts'
import { live, type Processed, visit } from './stack.ts'
import { answering, everything, macro, sam, website } from './websites.ts'

const transforms = suite('the macro beside other transforms')
const cloud = await startCloud()
transforms.after(cloud.stop)

const extensions = 'AWS::LanguageExtensions'
const hookOf = (processed: Processed | undefined, alias: string) => {
  const policy = processed?.Resources[alias]?.UpdatePolicy as Record<string, Record<string, unknown>> | undefined
  return policy?.CodeDeployLambdaAliasUpdate?.BeforeAllowTrafficHook
}
const hook = { 'Fn::ImportValue': 'PreTrafficHook' }

const site = {
  Type: 'AWS::Serverless::Function',
  Properties: { InlineCode: answering('ok'), Handler: 'index.handler', Runtime: 'nodejs24.x', Events: everything },
}

for (const transform of [
  [macro, extensions, sam],
  [extensions, macro, sam],
])
  transforms(`${transform.join(', ')}: each function of Fn::ForEach is gated`, async () => {
    // AWS replaces ${Name} in every string, LocalStack in Fn::Sub only
    const Path = { 'Fn::Sub': '/${Name}' }
    const Events = { Root: { Type: 'Api', Properties: { Path, Method: 'ANY' } } }
    const looped = { ...site, Properties: { ...site.Properties, Events } }
    const loop = ['Name', ['Shop', 'Blog'], { 'Site${Name}': looped }]
    const template = { Transform: transform, Resources: { 'Fn::ForEach::Sites': loop } }
    const { processed, terminal } = await changeSet(
      cloud,
      `transforms-${transform.indexOf(macro)}`,
      JSON.stringify(template),
    )
    assert.equal(
      [hookOf(processed, 'SiteShopAliaslive'), hookOf(processed, 'SiteBlogAliaslive')],
      [hook, hook],
      terminal,
    )
  })

transforms('the macro twice is the macro once', async () => {
  const template = website({ transform: [macro, macro, sam] })
  const { processed, terminal } = await changeSet(cloud, 'transforms-twice', template)
  const once = await changeSet(cloud, 'transforms-once', website())
  assert.equal(processed, once.processed, terminal)
})

transforms('an expanded loop can be deployed and visited', async () => {
  const loop = ['Name', ['Shop'], { 'Site${Name}': site }]
  const template = { Transform: [macro, extensions, sam], Resources: { 'Fn::ForEach::Sites': loop } }
  const { status, terminal } = await deploy(cloud, 'transforms-loop', JSON.stringify(template))
  assert.is(status, 'CREATE_COMPLETE', terminal)
  assert.is(await live(cloud, 'transforms-loop', 'SiteShop'), '1')
  assert.equal(await visit(cloud, 'transforms-loop', '/'), { status: 200, body: 'ok' })
})

transforms.run()
