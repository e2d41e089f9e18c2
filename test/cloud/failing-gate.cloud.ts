import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { startCloud } from './cloud.ts'
import { type Deployed, deploy } from './deploy.ts'
import { projectWithFailingGate } from './failing-gate.ts'
import { install } from './install.ts'
import { invocationsOf } from './logs.ts'
import { reasonsOf } from './reasons.ts'
import { type ResponseFault, startResponses } from './responses.ts'
import { live } from './stack.ts'
import { quotes } from './verbatim.ts'
import { answering, website, withSettings } from './websites.ts'

// A gate that crashes, that runs out of time, and whose answer does not get through: no stack hangs. What it prints stands in
// docs/stack-gate.md.
const story = suite('a gate that fails')
const document = 'docs/stack-gate.md'
const shared = await startCloud()
story.after(shared.stop)
const cloud = shared.account('161000000016')

const faults: ResponseFault[] = ['cut', 500, 503, 'lost']
const responses = await startResponses(cloud, ({ StackId, Reason }, attempt) => {
  if (StackId.includes(':stack/shaky')) return faults[attempt - 1]
  // what answers for the gate gets through
  if (StackId.includes(':stack/unheard')) return Reason.includes('The gate itself failed') ? undefined : 503
  return undefined
})
story.after(responses.close)

story('is installed', async () => {
  await install(cloud, { project: projectWithFailingGate(cloud, responses.url) })
})

const release = (stack: string, body: string, change = {}): Promise<Deployed> =>
  deploy(cloud, stack, website({ code: answering(body), transform: withSettings({ StackGate: true }), ...change }))

for (const [title, stack, cause, quote] of [
  ['crashes', 'dies-first', 'Runtime.ExitError', 'crash'],
  ['runs out of time', 'hangs-first', 'Sandbox.Timedout', 'timeout'],
] as const)
  story(`that ${title} fails the first deployment, and the events say why`, async () => {
    const { status } = await release(stack, 'one')
    assert.is(status, 'ROLLBACK_COMPLETE')
    const reasons = await reasonsOf(cloud, stack)
    assert.match(reasons, `The gate itself failed: ${cause}.`)
    quotes(cloud, document, quote, reasons)
  })

story('that crashes fails an update, but neither the rollback nor the version before', async () => {
  assert.is((await release('dies', 'one')).status, 'CREATE_COMPLETE')
  const { status, failures } = await release('dies', 'two')
  assert.is(status, 'UPDATE_ROLLBACK_COMPLETE', failures.join('\n'))
  assert.match(failures.join('\n'), /SiteHealthcheck UPDATE_FAILED .*:2\. The gate itself failed: Runtime\.ExitError\./)
  assert.is(await live(cloud, 'dies', 'Site'), '1')
  const granted = invocationsOf(cloud, 'WebsiteHealthcheckGateFailure').at(-1)
  assert.match(granted?.log.join('') ?? '', 'Version 1 is older than 2, and a rollback is never blocked.')
})

story('that crashes while an update replaces the function does not block the way back', async () => {
  const named = (FunctionName: string) => ({ properties: { FunctionName } })
  assert.is((await release('dies-renamed', 'one', named('before'))).status, 'CREATE_COMPLETE')
  const { status, failures } = await release('dies-renamed', 'one', named('after'))
  assert.is(status, 'UPDATE_ROLLBACK_COMPLETE', failures.join('\n'))
  const granted = invocationsOf(cloud, 'WebsiteHealthcheckGateFailure').at(-1)
  assert.match(
    granted?.log.join('') ?? '',
    'The stack is in UPDATE_ROLLBACK_IN_PROGRESS, and a rollback is never blocked.',
  )
})

story('whose answer is cut off, refused twice and lost once goes on when it gets through', async () => {
  const { status, terminal } = await release('shaky', 'one')
  assert.is(status, 'CREATE_COMPLETE', terminal)
  assert.equal(responses.met, faults)
})

story('whose answer never gets through fails the stack, although the version is healthy', async () => {
  assert.is((await release('unheard', 'one')).status, 'ROLLBACK_COMPLETE')
  quotes(cloud, document, 'lost', await reasonsOf(cloud, 'unheard'))
})

story.run()
