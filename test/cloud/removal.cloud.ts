import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { startCloud } from './cloud.ts'
import { type Deployed, deploy } from './deploy.ts'
import { install } from './install.ts'
import { invocationsOf } from './logs.ts'
import { outcomesOf } from './reasons.ts'
import { eventsOf, live, removeStack, resourcesOf, statusOf } from './stack.ts'
import { quotes } from './verbatim.ts'
import { answering, sam, website, withSettings } from './websites.ts'

// The installed stack is removed under websites with StackGate: none of them is stranded. What it prints stands in
// docs/stack-gate.md.
const story = suite('an installation that is removed')
const document = 'docs/stack-gate.md'
const shared = await startCloud()
story.after(shared.stop)
const cloud = shared.account('163000000016')

const gated = withSettings({ StackGate: true })
const release = (stack: string, body: string, transform: unknown = gated, properties = {}): Promise<Deployed> =>
  deploy(cloud, stack, website({ code: answering(body), transform, properties }))

story('has two gated websites', async () => {
  await install(cloud)
  for (const stack of ['leaving', 'staying']) assert.is((await release(stack, 'one')).status, 'CREATE_COMPLETE')
})

story('cannot be deleted while a website imports from it', async () => {
  await cloud.aws('cloudformation', 'delete-stack', '--stack-name', 'codedeployhook')
  assert.is(await statusOf(cloud, 'codedeployhook'), 'CREATE_COMPLETE')
  const { ResourceStatusReason } = (await eventsOf(cloud, 'codedeployhook')).at(-1) ?? {}
  assert.match(ResourceStatusReason ?? '', 'in use by leaving and staying')
  quotes(cloud, document, 'imported', ResourceStatusReason ?? '')
})

story('can be deleted where Wiring is Literal', async () => {
  await install(cloud, { parameters: { Wiring: 'Literal' } })
  for (const stack of ['leaving', 'staying']) {
    const { status, terminal } = await release(stack, 'two')
    assert.is(status, 'UPDATE_COMPLETE', terminal)
    assert.is(await live(cloud, stack, 'Site'), '2')
  }
  await removeStack(cloud, 'codedeployhook')
  assert.is(await statusOf(cloud, 'codedeployhook'), undefined)
})

story('leaves a website as it is when it is deployed with the macro', async () => {
  const { exitCode, terminal, status } = await release('leaving', 'three')
  assert.is(exitCode, 255, terminal)
  assert.is(status, 'UPDATE_COMPLETE')
  assert.is(await live(cloud, 'leaving', 'Site'), '2')
})

story('lets a website be deployed without the macro, and calls no gate', async () => {
  const { status, terminal } = await release('leaving', 'three', sam, { AutoPublishAlias: 'live' })
  assert.is(status, 'UPDATE_COMPLETE', terminal)
  assert.is(await live(cloud, 'leaving', 'Site'), '3')
  assert.not('SiteHealthcheck' in (await resourcesOf(cloud, 'leaving')))
  quotes(cloud, document, 'leaving', await outcomesOf(cloud, 'leaving'))
})

story('lets a website be deleted as it is, and calls no gate', async () => {
  const { Stacks: [{ StackId = '' } = {}] = [] } = await cloud.cloudFormation.send(
    new DescribeStacksCommand({ StackName: 'staying' }),
  )
  await removeStack(cloud, 'staying')
  assert.is(await statusOf(cloud, 'staying'), undefined)
  quotes(cloud, document, 'staying', await outcomesOf(cloud, StackId))
  const requests = invocationsOf(cloud, 'WebsiteHealthcheckGate').map(({ event }) => JSON.parse(event).RequestType)
  assert.equal(requests, ['Create', 'Create', 'Update', 'Update'])
})

story.run()
