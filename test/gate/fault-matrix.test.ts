import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type EndpointResponse, failure } from '../../cli/rehearse/aws/endpoint.ts'
import type { GateFault } from '../helpers/gate-endpoint.ts'
import { type GateRun, runGate, updateOf } from '../helpers/gate-run.ts'
import { late, silence } from '../helpers/hook-clock.ts'

// Every call of the gate, failing in every way, under a healthy and an unhealthy version: what CloudFormation gets to
// know. The calls are real, and so are the clients; only the clock skips all waiting.

const matrix = suite('the fault matrix of the gate')

const remainingMs = 60_000

const throttled = failure(429, 'ThrottlingException', 'Rate exceeded')
const broken: EndpointResponse = failure(500, 'ServiceException', 'Internal failure')
const faults: Record<string, GateFault> = {
  'is throttled twice': (_, attempt) => (attempt <= 2 ? throttled : undefined),
  'answers 500 twice': (_, attempt) => (attempt <= 2 ? broken : undefined),
  'always answers 500': () => broken,
  'is cut off once': (_, attempt) => (attempt === 1 ? 'destroy' : undefined),
  'is always cut off': () => 'destroy',
  'never answers': ({ clock, closed }) => silence(clock, closed),
  'answers garbage once, with a 503': (_, attempt) => (attempt === 1 ? { status: 503, body: '<html>' } : undefined),
  'is denied': () => failure(403, 'AccessDeniedException', 'User is not authorized to perform this action'),
  'answers after the deadline': ({ clock, closed }) => late(clock, remainingMs * 2, closed),
}

type Row = [fault: string, healthy: string, unhealthy: string]

const mismatch = 'FAILED ResponseCodeMismatch'
const passes = (fault: string): Row => [fault, 'SUCCESS', mismatch]
const couldNotAsk = (fault: string): Row => [fault, 'FAILED CouldNotAsk', 'FAILED CouldNotAsk']
const thrown = (fault: string): Row => [fault, 'thrown', 'thrown']

const transient = ['is throttled twice', 'answers 500 twice', 'is cut off once', 'answers garbage once, with a 503']
const lasting = ['always answers 500', 'is always cut off', 'is denied']
const silent = ['never answers', 'answers after the deadline']

const timeout = (fault: string): Row => [fault, 'FAILED Timeout', 'FAILED Timeout']

const table: Record<'ListTags' | 'Invoke' | 'DescribeStacks' | 'PutObject', Row[]> = {
  ListTags: [...transient.map(passes), ...lasting.map(couldNotAsk), ...silent.map(couldNotAsk)],
  Invoke: [...transient.map(passes), ...lasting.map(couldNotAsk), ...silent.map(timeout)],
  // a status that cannot be read is not a rollback
  DescribeStacks: [...transient, ...lasting, ...silent].map(passes),
  // thrown: the gate's last word answers instead
  PutObject: [...transient.map(passes), ...lasting.map(thrown), ...silent.map(thrown)],
}

/** What a run came to, in the words of the table. */
const outcomeOf = ({ stored, thrown }: GateRun): string => {
  if (thrown) return stored.length ? 'answered and thrown' : 'thrown'
  if (stored.length !== 1) return `${stored.length} answers`
  const [, reason] = stored[0]?.Reason.match(/^Failed \w+\.(\w+) /) ?? []
  return [stored[0]?.Status, reason].filter(Boolean).join(' ')
}

// of another function, so that the status of the stack is read as well
const event = updateOf(['Site-1', '3'], ['Site', '12'])

const cases = Object.entries(table).flatMap(([operation, rows]) =>
  rows.flatMap(([fault, ...outcomes]) =>
    outcomes.map((expected, unhealthy) => ({
      title: `${operation} ${fault}, ${unhealthy ? 'unhealthy' : 'healthy'}: ${expected}`,
      expected,
      run: () =>
        runGate({
          remainingMs,
          event,
          functions: { Site: () => ({ statusCode: unhealthy ? 500 : 200 }) },
          ...(operation === 'ListTags' || operation === 'Invoke'
            ? { faults: { [operation]: faults[fault] } }
            : { gateFaults: { [operation]: faults[fault] } }),
        }),
    })),
  ),
)

// all at once they would only wait for each other's turn on the machine
const results = new Map<string, GateRun>()
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
