import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { failure } from '../../cli/rehearse/aws/endpoint.ts'
import { gateEvent, runGate, updateOf } from '../helpers/gate-run.ts'
import { createClock } from '../helpers/hook-clock.ts'
import { startSns, topicArn } from '../helpers/sns-endpoint.ts'

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
    /^Failed Hook\.CouldNotAsk Site:12\. The gate itself failed: Sandbox\.Timedout\. Fix the error .* deploy again\./,
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

const replaced = updateOf(['Site-1', '3'], ['Site', '12'])

for (const [stackStatus, expected] of [
  ['UPDATE_ROLLBACK_IN_PROGRESS', 'SUCCESS'],
  ['UPDATE_IN_PROGRESS', 'FAILED'],
] as const)
  word(`answers ${expected} for a replaced function while the stack is in ${stackStatus}`, async () => {
    const { stored, calls } = await runGate({ lastWord: timedOut, event: replaced, stackStatus })
    assert.equal([stored[0]?.Status, calls], [expected, ['DescribeStacks', 'PutObject']])
  })

word('answers FAILED for a replaced function where the status of the stack cannot be read', async () => {
  const denied = { DescribeStacks: () => failure(403, 'AccessDenied', 'no') }
  const { stored } = await runGate({ lastWord: timedOut, event: replaced, gateFaults: denied })
  assert.is(stored[0]?.Status, 'FAILED')
})

word('lets a version pass where Mode of the installed stack is Warn, and logs that', async () => {
  const { stored, log } = await runGate({ lastWord: timedOut, environment: { HEALTHCHECK_MODE: 'Warn' } })
  assert.is(stored[0]?.Status, 'SUCCESS')
  assert.equal(
    log.map(({ level, message }) => [level, message]),
    [
      ['warn', 'Succeeded Hook.CouldNotAsk Site:12 (Mode is Warn)'],
      ['warn', 'The gate itself failed: Sandbox.Timedout. The deployment would have failed, but Mode is Warn.'],
    ],
  )
})

word('logs the reason with what identifies the request', async () => {
  const { log } = await runGate({ lastWord: timedOut })
  const [line, record] = log
  assert.is(line?.message, 'Failed Hook.CouldNotAsk Site:12')
  assert.is(record?.message, 'The gate itself failed: Sandbox.Timedout.')
  assert.equal([line?.details.requestId, record?.details.requestId], ['c6f1', 'c6f1'])
})

for (const [title, options, subjects] of [
  ['tells the subscribers of the topic', {}, ['Failed Site:12']],
  ['tells nobody about a rollback', { event: updateOf(['Site', '12'], ['Site', '11']) }, []],
  ['tells nobody where Mode is Warn', { environment: { HEALTHCHECK_MODE: 'Warn' } }, []],
] as const)
  word(title, async () => {
    const sns = await startSns(createClock())
    const environment = {
      AWS_ENDPOINT_URL_SNS: sns.url,
      NOTIFICATION_TOPIC_ARN: topicArn,
      ...('environment' in options && options.environment),
    }
    await runGate({ ...options, lastWord: timedOut, environment })
    await sns.close()
    assert.equal(
      sns.published.map(({ subject }) => subject),
      subjects,
    )
    const [told] = sns.published
    if (!told) return
    assert.match(
      told.messages.email ?? '',
      'Failed Hook.CouldNotAsk Site:12\n\nThe gate itself failed: Sandbox.Timedout.',
    )
    const { detail, resources } = JSON.parse(told.messages.sqs ?? '')
    assert.equal([detail.logicalResourceId, detail.functions[0].functionName], ['SiteHealthcheck', 'Site'])
    assert.equal(resources, ['arn:aws:lambda:eu-west-1:123456789012:function:Site:12'])
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
