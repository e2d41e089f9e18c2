import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { gateEvent, runGate, updateOf } from '../helpers/gate-run.ts'

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
const timedOut = {
  version: '1.0',
  requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 1 },
  responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
  responsePayload: { errorType: 'Sandbox.Timedout', errorMessage: 'RequestId: 1 Error: Task timed out: hunter2' },
}

const word = suite('createLastWord')

word('fails a version that the gate did not survive, and names the cause', async () => {
  const { stored, calls } = await runGate({ lastWord: timedOut })
  assert.is(stored[0]?.Status, 'FAILED')
  assert.match(
    stored[0]?.Reason ?? '',
    /^Failed Hook\.CouldNotAsk Site:12\. The gate itself failed: Sandbox\.Timedout\. /,
  )
  assert.not.match(stored[0]?.Reason ?? '', 'hunter2')
  assert.equal(calls, ['PutObject'])
})

word('names the condition where the gate never ran', async () => {
  const { stored } = await runGate({ lastWord: { requestContext: { condition: 'EventAgeExceeded' } } })
  assert.match(stored[0]?.Reason ?? '', 'The gate itself failed: EventAgeExceeded.')
})

word('names no cause that it does not know', async () => {
  for (const errorType of [undefined, 7, 'hunter2 hunter2', 'x'.repeat(65)]) {
    const { stored } = await runGate({ lastWord: { responsePayload: { errorType } } })
    assert.match(stored[0]?.Reason ?? '', 'The gate itself failed: no answer.')
  }
})

for (const [title, event] of [
  ['a deletion', { RequestType: 'Delete' }],
  ['an update of the same version', updateOf(['Site', '12'], ['Site', '12'])],
  ['a rollback', updateOf(['Site', '12'], ['Site', '11'])],
] as const)
  word(`does not block ${title}`, async () => {
    assert.is((await runGate({ lastWord: timedOut, event })).stored[0]?.Status, 'SUCCESS')
  })

word('tries until S3 has the answer', async () => {
  const busy = { PutObject: (_: unknown, attempt: number) => (attempt < 3 ? { status: 503, body: '' } : undefined) }
  const { stored, thrown } = await runGate({ lastWord: timedOut, gateFaults: busy })
  assert.equal([stored[0]?.Status, thrown], ['FAILED', undefined])
})

for (const [title, event] of [
  ['no request', () => undefined],
  ['a request of somebody else', (url: string) => ({ ...gateEvent(url), ResponseURL: 'https://evil.example/' })],
] as const)
  word(`makes no call for a record with ${title}`, async () => {
    const { calls, thrown } = await runGate({ lastWord: timedOut, event })
    assert.equal([calls, thrown], [[], undefined])
  })

word.run()
