import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Ran } from './account.ts'
import { startCloud } from './cloud.ts'
import { install } from './install.ts'
import { invocationsOf } from './logs.ts'
import { outcomesOf, reasonsOf } from './reasons.ts'
import { samDeploy } from './sam-deploy.ts'
import { live, statusOf } from './stack.ts'
import { quotes } from './verbatim.ts'
import { answering, packagedWebsite, withSettings } from './websites.ts'

// StackGate from the first deployment until it is switched off. What it prints stands in
// docs/stack-gate.md.
const story = suite('a website with StackGate')
const document = 'docs/stack-gate.md'
const shared = await startCloud()
story.after(shared.stop)
const cloud = shared.account('160000000016')

story('its account has the stack', async () => {
  await install(cloud)
})

const gate = 'WebsiteHealthcheckGate'
const requests = (): string[] =>
  invocationsOf(cloud, gate).map(({ event }) => {
    const { RequestType, ResourceProperties } = JSON.parse(event)
    return `${RequestType} ${ResourceProperties.Version}`
  })

const deployGated = (stack: string, code: string, settings: Record<string, unknown> = {}): Promise<Ran> =>
  samDeploy(cloud, stack, packagedWebsite(code, { transform: withSettings({ StackGate: true, ...settings }) }))

/** A table of sam deploy wraps what it prints. */
const unwrapped = (terminal: string): string => terminal.replace(/\s+/g, '')

story('a broken first deployment fails its stack, and sam deploy prints the reason', async () => {
  const { exitCode, terminal } = await deployGated('broken', answering('broken', 502))
  assert.is(exitCode, 1, terminal)
  assert.match(unwrapped(terminal), 'SiteHealthcheck')
  assert.match(unwrapped(terminal), unwrapped('Failed Healthcheck.ResponseCodeMismatch'))
  assert.not.match(unwrapped(terminal), unwrapped('CREATE_IN_PROGRESS AWS::Lambda::Alias'))
  assert.is(await statusOf(cloud, 'broken'), 'ROLLBACK_COMPLETE')
})

story('one command prints the reason after aws cloudformation deploy, which prints none', async () => {
  const reasons = await reasonsOf(cloud, 'broken')
  assert.match(
    reasons,
    /^SiteHealthcheck\t.*Failed Healthcheck\.ResponseCodeMismatch broken-Site-\w+:1 GET \/healthcheck -> 502 in \d+ ms \(there is no live version\)\. /m,
  )
  quotes(cloud, document, 'first', reasons)
})

story('a healthy first deployment passes', async () => {
  const { exitCode, terminal } = await deployGated('gated', answering('one'))
  assert.is(exitCode, 0, terminal)
  assert.is(await live(cloud, 'gated', 'Site'), '1')
  assert.is(requests().at(-1), 'Create 1')
})

story('a broken update fails with the reason, and the alias stays', async () => {
  const { exitCode, terminal } = await deployGated('gated', answering('broken', 502))
  assert.is(exitCode, 1, terminal)
  assert.match(unwrapped(terminal), unwrapped('Failed Healthcheck.ResponseCodeMismatch'))
  assert.is(await statusOf(cloud, 'gated'), 'UPDATE_ROLLBACK_COMPLETE')
  assert.is(await live(cloud, 'gated', 'Site'), '1')
  assert.is(requests().at(-1), 'Update 1')
  quotes(cloud, document, 'update', await reasonsOf(cloud, 'gated'))
})

story('a healthy update passes gate and hook', async () => {
  const { exitCode, terminal } = await deployGated('gated', answering('three'))
  assert.is(exitCode, 0, terminal)
  assert.is(await live(cloud, 'gated', 'Site'), '3')
})

story('settings alone reach no gate', async () => {
  const before = requests().length
  const { exitCode, terminal } = await deployGated('gated', answering('three'), { TimeoutSeconds: 5 })
  assert.is(exitCode, 0, terminal)
  assert.is(requests().length, before)
  quotes(cloud, document, 'settings', await outcomesOf(cloud, 'gated'))
})

story('StackGate may be switched off', async () => {
  const { exitCode, terminal } = await deployGated('gated', answering('four'), { StackGate: false })
  assert.is(exitCode, 0, terminal)
  assert.not(requests().some(request => request.startsWith('Delete')))
  quotes(cloud, document, 'off', await outcomesOf(cloud, 'gated'))
})

story.run()
