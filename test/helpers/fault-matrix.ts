import type { Test } from 'uvu'
import * as assert from 'uvu/assert'
import { type EndpointResponse, failure } from '../../cli/rehearse/aws/endpoint.ts'
import { type Clock, late, silence } from './hook-clock.ts'

/** What a call to AWS does instead of answering well; `undefined` lets it. `attempt` counts from 1. */
export type CallFault = (
  call: { clock: Clock; closed: AbortSignal },
  attempt: number,
) => Promise<EndpointResponse | undefined> | EndpointResponse | undefined

export const remainingMs = 60_000

const throttled = failure(429, 'ThrottlingException', 'Rate exceeded')
const broken = failure(500, 'ServiceException', 'Internal failure')
const garbage: EndpointResponse = { body: '<html>Bad gateway</html>' }
const half: EndpointResponse = { body: '{"half":"of it"}', cutOff: true }
// a signature that is an hour old: the SDK corrects its clock by the date of the answer
const skewed: EndpointResponse = {
  ...(failure(403, 'InvalidSignatureException', 'Signature not yet current') as { body: string }),
  status: 403,
  headers: { 'x-amzn-errortype': 'InvalidSignatureException', date: new Date(Date.now() + 3_600_000).toUTCString() },
}

const faults = {
  'is throttled twice': (_, attempt) => (attempt <= 2 ? throttled : undefined),
  'answers 500 twice': (_, attempt) => (attempt <= 2 ? broken : undefined),
  'is cut off once': (_, attempt) => (attempt === 1 ? 'destroy' : undefined),
  'is cut off in the middle once': (_, attempt) => (attempt === 1 ? half : undefined),
  'disagrees about the time once': (_, attempt) => (attempt === 1 ? skewed : undefined),
  'answers garbage once, with a 503': (_, attempt) => (attempt === 1 ? { status: 503, body: '<html>' } : undefined),
  'always answers 500': () => broken,
  'is always cut off': () => 'destroy',
  'is always cut off in the middle': () => half,
  'answers garbage': () => garbage,
  'is denied': () => failure(403, 'AccessDeniedException', 'User is not authorized to perform this action'),
  'never answers': ({ clock, closed }) => silence(clock, closed),
  'answers after the deadline': ({ clock, closed }) => late(clock, remainingMs * 2, closed),
} satisfies Record<string, CallFault>

export type FaultName = keyof typeof faults

/** Over by the time of another attempt. */
export const transient: FaultName[] = [
  'is throttled twice',
  'answers 500 twice',
  'is cut off once',
  'is cut off in the middle once',
  'disagrees about the time once',
  'answers garbage once, with a 503',
]
export const lasting: FaultName[] = [
  'always answers 500',
  'is always cut off',
  'is always cut off in the middle',
  'is denied',
]
export const silent: FaultName[] = ['never answers', 'answers after the deadline']

/** What a run comes to, in the words of the table, under a healthy and an unhealthy version. */
export type Row = [fault: FaultName, healthy: string, unhealthy: string]

type Faulty<Operation extends string, Run> = {
  table: Record<Operation, Row[]>
  run(given: { operation: Operation; fault: CallFault; statusCode: number }): Promise<Run>
  /** In the words of the table. */
  outcomeOf(run: Run): string
}

/** Registers a test for each call, fault and version. */
export const holds = <Operation extends string, Run extends { lines: string[]; tookMs: number }>(
  matrix: Test,
  { table, run, outcomeOf }: Faulty<Operation, Run>,
): void => {
  const cases = (Object.entries(table) as [Operation, Row[]][]).flatMap(([operation, rows]) =>
    rows.flatMap(([fault, ...outcomes]) =>
      outcomes.map((expected, unhealthy) => ({
        title: `${operation} ${fault}, ${unhealthy ? 'unhealthy' : 'healthy'}: ${expected}`,
        expected,
        given: { operation, fault: faults[fault], statusCode: unhealthy ? 500 : 200 },
      })),
    ),
  )
  // all at once they would only wait for each other's turn on the machine
  const results = new Map<string, Run>()
  matrix.before(async () => {
    const waiting = [...cases]
    const work = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) results.set(next.title, await run(next.given))
    }
    await Promise.all(Array.from({ length: 12 }, work))
  })
  for (const { title, expected } of cases)
    matrix(title, () => {
      const result = results.get(title)
      assert.ok(result)
      assert.is(outcomeOf(result), expected, result.lines.join('\n'))
      assert.ok(result.tookMs < remainingMs, `took ${Math.round(result.tookMs)} of ${remainingMs} ms`)
    })
}
