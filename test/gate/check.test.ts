import { createServer } from 'node:http'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { listen } from '../../cli/rehearse/sandbox/loopback.ts'
import type { StoredResponse } from '../helpers/gate-endpoint.ts'
import { gateEvent, runGate, stackId, updateOf } from '../helpers/gate-run.ts'

const check = suite('createGate')

const broken = { Site: () => ({ statusCode: 502, body: 'the password is hunter2' }) }
const answerIn = (stored: StoredResponse[]): StoredResponse => {
  const [answer] = stored
  if (stored.length !== 1 || !answer) throw new Error(`${stored.length} answers`)
  return answer
}
const update = updateOf(['Site', '11'], ['Site', '12'])

check('answers SUCCESS when the new version answers 200, after three calls', async () => {
  const { stored, calls, lines } = await runGate()
  assert.is(stored.length, 1)
  assert.match(stored[0]?.Reason ?? '', /^Succeeded Site:12 GET \/healthcheck -> 200 in \d+ ms$/)
  assert.is(stored[0]?.Status, 'SUCCESS')
  assert.equal(calls, ['ListTags', 'Invoke', 'PutObject'])
  assert.match(lines.join('\n'), /Succeeded Site:12 GET \/healthcheck -> 200/)
})

check('names the request, and the hook as the ID of the resource, so that a Ref to it is the hook', async () => {
  const { stored } = await runGate()
  const { Status: _, Reason: __, ...identity } = answerIn(stored)
  assert.equal(identity, {
    PhysicalResourceId: 'CodeDeployHook_LambdaWebsite',
    StackId: stackId,
    RequestId: 'c6f1',
    LogicalResourceId: 'SiteHealthcheck',
  })
})

check('fails a first deployment whose version answers 502, with the reason and the way to the log', async () => {
  const { stored, metrics } = await runGate({ functions: broken })
  const { Status, Reason } = answerIn(stored)
  assert.is(Status, 'FAILED')
  assert.match(Reason, /^Failed Healthcheck\.ResponseCodeMismatch Site:12 GET \/healthcheck -> 502 in \d+ ms\. /)
  assert.match(Reason, 'The status code is 502; expected 200-399. Read the body')
  assert.match(
    Reason,
    /Log: https:\/\/console\.aws\.amazon\.com\/cloudwatch\/home\?region=eu-west-1#logsV2:log-groups\/log-group\/\$252Faws\$252Flambda\$252FWebsiteHealthcheckGate\/log-events\/2026\$252F11\$252F24\$252F%?\$255B\$2524LATEST\$255Dab12$/,
  )
  assert.equal(
    metrics.map(({ functionName, unhealthy }) => [functionName, unhealthy]),
    [['Site', true]],
  )
})

check('compares an update with the version before, which a first deployment does not have', async () => {
  const functions = {
    Site: (_: never, { version }: { version: string }) => ({ statusCode: version === '11' ? 200 : 502 }),
  }
  const { stored } = await runGate({ functions, event: update })
  assert.match(stored[0]?.Reason ?? '', 'The live version 11 answers 200 to the same request.')
  assert.not.match((await runGate({ functions })).stored[0]?.Reason ?? '', 'live version')
})

check("has nothing of the function's own in the reason: no body, no message of an error", async () => {
  const throwing = {
    Site: () => {
      throw new TypeError('the password is hunter2')
    },
  }
  const malformed = { Site: () => ({ statusCode: 'hunter2' }) }
  const settings = { 'websitehealthcheck:Path': '/up=3Fkey=3Dhunter2' }
  for (const functions of [broken, throwing, malformed]) {
    const { stored, bodies } = await runGate({ functions, tags: settings })
    assert.is(stored[0]?.Status, 'FAILED')
    assert.not.match(bodies.join(), 'hunter2')
    assert.match(stored[0]?.Reason ?? '', 'GET /up -> ')
  }
})

check('never sends more than 4,096 bytes: a longer reason is cut', async () => {
  const error = () => {
    throw Object.assign(new Error(), { name: 'Überraschung'.repeat(400) })
  }
  const event = { LogicalResourceId: 'S'.repeat(255), StackId: `${stackId}${'s'.repeat(3_400)}` }
  const { stored, bodies } = await runGate({ functions: { Site: error }, event })
  const { Status, Reason } = answerIn(stored)
  assert.is(Status, 'FAILED')
  assert.match(Reason, /^Failed Healthcheck\.FunctionError Site:12 /)
  assert.not.match(Reason, 'Log: ')
  assert.ok(Buffer.byteLength(bodies[0] ?? '') <= 4_096)
})

check('sends an empty content type, which is part of the signature of the URL', async () => {
  assert.equal((await runGate()).types, [''])
})

check('follows no redirect away from the bucket of CloudFormation', async () => {
  const elsewhere: string[] = []
  const other = await listen(
    createServer((request, response) => {
      elsewhere.push(String(request.method))
      response.end()
    }),
  )
  const redirect = () => ({ status: 307, headers: { location: other.url }, body: '' })
  const { stored, thrown } = await runGate({ gateFaults: { PutObject: redirect } })
  await other.close()
  assert.equal([stored, elsewhere], [[], []])
  assert.ok(thrown)
})

for (const [title, event, code] of [
  ['a deletion', { RequestType: 'Delete', PhysicalResourceId: 'an-older-name' }, 'Delete'],
  ['a deletion without properties', { RequestType: 'Delete', ResourceProperties: {} }, 'Delete'],
  ['an update of the same version', updateOf(['Site', '12'], ['Site', '12']), 'SameVersion'],
  ['an update to an older version', updateOf(['Site', '12'], ['Site', '9']), 'OlderVersion'],
] as const)
  check(`answers SUCCESS to ${title} before any call of AWS`, async () => {
    const { stored, calls, log } = await runGate({ functions: broken, event })
    assert.is(stored[0]?.Status, 'SUCCESS')
    assert.equal(calls, ['PutObject'])
    assert.is(log[0]?.details.bypass, code)
  })

check('keeps the ID of a resource that is deleted', async () => {
  const event = { RequestType: 'Delete', PhysicalResourceId: 'an-older-name' }
  assert.is((await runGate({ event })).stored[0]?.PhysicalResourceId, 'an-older-name')
})

const replaced = updateOf(['Site', '12'], ['Site-2', '1'])

for (const [status, expected] of [
  ['UPDATE_ROLLBACK_IN_PROGRESS', 'SUCCESS'],
  ['ROLLBACK_IN_PROGRESS', 'SUCCESS'],
  ['UPDATE_IN_PROGRESS', 'FAILED'],
] as const)
  check(`answers ${expected} for another function that is broken while the stack is in ${status}`, async () => {
    const functions = { 'Site-2': broken.Site }
    const { stored } = await runGate({ functions, event: replaced, stackStatus: status })
    assert.is(stored[0]?.Status, expected)
  })

check('probes another function where the status of the stack cannot be read', async () => {
  const denied = { DescribeStacks: () => ({ status: 403, body: '<html>' }) }
  const { stored, lines } = await runGate({ functions: { 'Site-2': broken.Site }, event: replaced, gateFaults: denied })
  assert.is(stored[0]?.Status, 'FAILED')
  assert.match(lines[0] ?? '', 'The status of the stack is not known.')
})

check('probes a new stack for a minute, and passes it once it answers', async () => {
  let attempts = 0
  const functions = { Site: () => ({ statusCode: ++attempts > 4 ? 200 : 500 }) }
  const run = await runGate({ functions, stackStatus: 'CREATE_IN_PROGRESS', remainingMs: 900_000 })
  assert.is(run.stored[0]?.Status, 'SUCCESS')
  const failed = await runGate({ functions: broken, stackStatus: 'CREATE_IN_PROGRESS', remainingMs: 900_000 })
  assert.is(failed.stored[0]?.Status, 'FAILED')
  assert.ok(failed.tookMs > 50_000 && failed.tookMs <= 60_000, `${failed.tookMs} ms`)
})

for (const [title, options] of [
  ['an update', { event: update, stackStatus: 'CREATE_IN_PROGRESS' }],
  ['a gate that is new in an older stack', { stackStatus: 'UPDATE_IN_PROGRESS' }],
] as const)
  check(`probes once for ${title}`, async () => {
    const { stored, invocations } = await runGate({ functions: broken, ...options, remainingMs: 900_000 })
    assert.is(stored[0]?.Status, 'FAILED')
    assert.is(invocations.filter(({ Qualifier }) => Qualifier === '12').length, 1)
  })

check('passes a version that fails with Mode: Warn, and logs it', async () => {
  for (const options of [
    { tags: { 'websitehealthcheck:Mode': 'Warn' } },
    { environment: { HEALTHCHECK_MODE: 'Warn' } },
    { environment: { HEALTHCHECK_MODE: 'Warn' }, event: { ResourceProperties: { FunctionName: 'no name' } } },
  ]) {
    const { stored, lines } = await runGate({ functions: broken, ...options })
    assert.is(stored[0]?.Status, 'SUCCESS')
    assert.match(lines[0] ?? '', '(Mode is Warn)')
  }
})

for (const [title, ResourceProperties, sentence] of [
  ['an ARN for a name', { FunctionName: 'arn:aws:lambda:eu-west-1:1:function:x', Version: '1' }, 'FunctionName is arn'],
  ['a qualifier in the name', { FunctionName: 'Site:live', Version: '1' }, 'FunctionName is Site:live; expected'],
  ['$LATEST for a version', { FunctionName: 'Site', Version: '$LATEST' }, 'Version is "$LATEST"; expected the number'],
  ['an alias for a version', { FunctionName: 'Site', Version: 'live' }, 'Version is live; expected the number'],
  ['no version', { FunctionName: 'Site' }, 'The event.ResourceProperties.Version is missing.'],
  ['no name', { Version: '3' }, 'The event.ResourceProperties.FunctionName is missing.'],
] as const)
  check(`fails ${title} before any call of AWS, and says so`, async () => {
    const { stored, calls } = await runGate({ event: { ResourceProperties } })
    assert.is(stored[0]?.Status, 'FAILED')
    assert.match(stored[0]?.Reason ?? '', sentence)
    assert.equal(calls, ['PutObject'])
  })

for (const [title, event] of [
  ['null', () => null],
  ['an empty map', () => ({})],
  ['a request without a URL', (url: string) => ({ ...gateEvent(url), ResponseURL: undefined })],
  ['a request of another type', (url: string) => ({ ...gateEvent(url), RequestType: 'Read' })],
  [
    'a request with the URL of another host',
    (url: string) => ({ ...gateEvent(url), ResponseURL: 'https://evil.example/secret' }),
  ],
] as const)
  check(`makes no call for ${title}, logs why, and does not throw`, async () => {
    const { stored, calls, lines, thrown } = await runGate({ event })
    assert.equal([stored, calls, thrown], [[], [], undefined])
    assert.match(lines[0] ?? '', /^The event was not answered\. /)
    assert.not.match(lines.join(), 'secret')
  })

check.run()
