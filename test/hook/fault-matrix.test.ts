import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type EndpointResponse, failure, type Operation } from '../../cli/rehearse/aws/endpoint.ts'
import type { Fault } from '../helpers/aws-account.ts'
import { late, silence } from '../helpers/hook-clock.ts'
import { type Run, runHook } from '../helpers/hook-run.ts'

// Every call of the hook, failing in every way, under a healthy and an unhealthy version: what CodeDeploy gets to know.
// The calls are real, and so are the clients; only the clock skips all waiting.

const matrix = suite('the fault matrix')

const remainingMs = 60_000

const throttled = failure(429, 'ThrottlingException', 'Rate exceeded')
const broken = failure(500, 'ServiceException', 'Internal failure')
// a signature that is an hour old: the SDK corrects its clock by the date of the answer
const skewed: EndpointResponse = {
  ...(failure(403, 'InvalidSignatureException', 'Signature not yet current') as { body: string }),
  status: 403,
  headers: { 'x-amzn-errortype': 'InvalidSignatureException', date: new Date(Date.now() + 3_600_000).toUTCString() },
}
const faults: Record<string, Fault> = {
  'is throttled twice': (_, attempt) => (attempt <= 2 ? throttled : undefined),
  'answers 500 twice': (_, attempt) => (attempt <= 2 ? broken : undefined),
  'always answers 500': () => broken,
  'is cut off once': (_, attempt) => (attempt === 1 ? 'destroy' : undefined),
  'is always cut off': () => 'destroy',
  'is cut off in the middle once': (_, attempt) =>
    attempt === 1 ? { body: '{"half":"of it"}', cutOff: true } : undefined,
  'is always cut off in the middle': () => ({ body: '{"half":"of it"}', cutOff: true }),
  'disagrees about the time once': (_, attempt) => (attempt === 1 ? skewed : undefined),
  'never answers': ({ clock, closed }) => silence(clock, closed),
  'answers garbage': () => ({ body: '<html>Bad gateway</html>' }),
  'answers garbage once, with a 503': (_, attempt) => (attempt === 1 ? { status: 503, body: '<html>' } : undefined),
  'is denied': () => failure(403, 'AccessDeniedException', 'User is not authorized to perform this action'),
  'answers after the deadline': ({ clock, closed }) => late(clock, remainingMs * 2, closed),
}

/** Succeeded or Failed with a reason; for the report itself also what becomes of the Lambda function's run. */
type Row = [fault: string, healthy: string, unhealthy: string]

const mismatch = 'Failed ResponseCodeMismatch'

const reading: Row[] = [
  ['is throttled twice', 'Succeeded', mismatch],
  ['answers 500 twice', 'Succeeded', mismatch],
  ['always answers 500', 'Failed CouldNotAsk', 'Failed CouldNotAsk'],
  ['is cut off once', 'Succeeded', mismatch],
  ['is always cut off', 'Failed CouldNotAsk', 'Failed CouldNotAsk'],
  ['is cut off in the middle once', 'Succeeded', mismatch],
  ['is always cut off in the middle', 'Failed CouldNotAsk', 'Failed CouldNotAsk'],
  ['disagrees about the time once', 'Succeeded', mismatch],
  ['never answers', 'Failed CouldNotAsk', 'Failed CouldNotAsk'],
  ['answers garbage', 'Failed CouldNotAsk', 'Failed CouldNotAsk'],
  ['answers garbage once, with a 503', 'Succeeded', mismatch],
  ['is denied', 'Failed CouldNotAsk', 'Failed CouldNotAsk'],
  ['answers after the deadline', 'Failed CouldNotAsk', 'Failed CouldNotAsk'],
]

// asked, a function may be silent for TimeoutSeconds; what it returns is the function's own doing, garbage too
const invoking: Row[] = [
  ['is throttled twice', 'Succeeded', mismatch],
  ['answers 500 twice', 'Succeeded', mismatch],
  ['always answers 500', 'Failed CouldNotAsk', 'Failed CouldNotAsk'],
  ['is cut off once', 'Succeeded', mismatch],
  ['is always cut off', 'Failed CouldNotAsk', 'Failed CouldNotAsk'],
  ['is cut off in the middle once', 'Succeeded', mismatch],
  ['is always cut off in the middle', 'Failed CouldNotAsk', 'Failed CouldNotAsk'],
  ['disagrees about the time once', 'Succeeded', mismatch],
  ['never answers', 'Failed Timeout', 'Failed Timeout'],
  ['answers garbage', 'Failed MalformedResponse', 'Failed MalformedResponse'],
  ['answers garbage once, with a 503', 'Succeeded', mismatch],
  ['is denied', 'Failed CouldNotAsk', 'Failed CouldNotAsk'],
  ['answers after the deadline', 'Failed Timeout', 'Failed Timeout'],
]

// thrown: nothing reached CodeDeploy, and Lambda is to run the hook again
const reporting: Row[] = [
  ['is throttled twice', 'Succeeded', mismatch],
  ['answers 500 twice', 'Succeeded', mismatch],
  ['always answers 500', 'thrown', 'thrown'],
  ['is cut off once', 'Succeeded', mismatch],
  ['is always cut off', 'thrown', 'thrown'],
  ['is cut off in the middle once', 'Succeeded', mismatch],
  ['is always cut off in the middle', 'thrown', 'thrown'],
  ['disagrees about the time once', 'Succeeded', mismatch],
  ['never answers', 'thrown', 'thrown'],
  ['answers garbage', 'thrown', 'thrown'],
  ['answers garbage once, with a 503', 'Succeeded', mismatch],
  ['is denied', 'thrown', 'thrown'],
  ['answers after the deadline', 'thrown', 'thrown'],
]

const table: Record<Operation, Row[]> = {
  GetDeployment: reading,
  GetApplicationRevision: reading,
  ListTags: reading,
  Invoke: invoking,
  PutLifecycleEventHookExecutionStatus: reporting,
}

/** What a run came to, in the words of the table. */
const outcomeOf = ({ reported, lines, thrown }: Run): string => {
  if (thrown) return reported.length ? 'reported and thrown' : 'thrown'
  if (reported.length === 0) return 'nothing'
  if (reported.length > 1) return 'reported more than once'
  const [, reason] = lines[0]?.match(/^Failed \w+\.(\w+) /) ?? []
  return [reported[0], reason].filter(Boolean).join(' ')
}

const cases = Object.entries(table).flatMap(([operation, rows]) =>
  rows.flatMap(([fault, ...outcomes]) =>
    outcomes.map((expected, unhealthy) => ({
      title: `${operation} ${fault}, ${unhealthy ? 'unhealthy' : 'healthy'}: ${expected}`,
      expected,
      run: () =>
        runHook({
          remainingMs,
          functions: { Site: () => ({ statusCode: unhealthy ? 500 : 200 }) },
          faults: { [operation]: faults[fault] },
        }),
    })),
  ),
)

// all at once they would only wait for each other's turn on the machine
const results = new Map<string, Run>()
matrix.before(async () => {
  const waiting = [...cases]
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results.set(next.title, await next.run())
  }
  await Promise.all(Array.from({ length: 12 }, work))
})

for (const { title, expected } of cases)
  matrix(title, () => {
    const run = results.get(title)
    assert.ok(run)
    assert.is(outcomeOf(run), expected, run.lines.join('\n'))
    assert.ok(run.tookMs < remainingMs, `took ${Math.round(run.tookMs)} of ${remainingMs} ms`)
  })

matrix.run()
