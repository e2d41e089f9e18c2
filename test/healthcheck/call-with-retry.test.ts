import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Attempt } from '../../healthcheck/attempt.ts'
import { CallError, callWithRetry } from '../../healthcheck/call-with-retry.ts'
import { startDeadline } from '../../healthcheck/deadline.ts'
import { notProbedFor } from '../../healthcheck/not-probed.ts'
import { announcingRetry } from '../../healthcheck/progress.ts'
import { reportWithRetry } from '../../healthcheck/report-with-retry.ts'
import { sentenceOf } from '../../healthcheck/sentence.ts'
import { withTimeLimit } from '../../healthcheck/time-limit.ts'

const retrying = suite('callWithRetry')

const transient = (name = 'ServiceException') =>
  Object.assign(new Error('Try again'), { name, $metadata: { httpStatusCode: 503 } })
const permanent = (name: string) => Object.assign(new Error('Never'), { name, $metadata: { httpStatusCode: 400 } })

/** Makes a call that fails by a list of errors and then succeeds, on a clock of its own. A failing call takes a second. */
const follow = async (errors: Error[], leftMs: number) => {
  let now = 100_000
  const pauses: number[] = []
  const limits: number[] = []
  const warnings: string[] = []
  const world = {
    log: { info: () => {}, error: () => {}, warn: (message: string) => void warnings.push(message) },
    now: () => now,
    sleep: async (ms: number, signal?: AbortSignal) => {
      if (signal) {
        limits.push(ms)
        return new Promise<void>((_, reject) => signal.addEventListener('abort', reject))
      }
      pauses.push(ms)
      now += ms
    },
  }
  const call = callWithRetry(world, startDeadline(world.now, leftMs * 2), 'Lambda.ListTags', async () => {
    const error = errors.shift()
    now += 1_000
    if (error) throw error
    return 'answer'
  })
  const outcome = await call.catch(error => error)
  return { outcome, pauses, limits, warnings }
}

retrying('gives back an answer', async () => {
  assert.equal(await follow([], 10_000), { outcome: 'answer', pauses: [], limits: [5_000], warnings: [] })
})

retrying('retries after a growing pause, each time with 5 s or what is left', async () => {
  const { outcome, pauses, limits } = await follow([transient(), transient(), transient()], 8_000)
  assert.equal([outcome, pauses], ['answer', [250, 500, 1_000]])
  assert.equal(limits, [5_000, 5_000, 5_000, 3_250])
})

for (const [title, errors, leftMs, reason, message, pauses] of [
  [
    'gives up at once what never succeeds',
    [permanent('AccessDeniedException')],
    10_000,
    'Hook.CouldNotAsk',
    'Lambda.ListTags failed: AccessDeniedException: Never.',
    [],
  ],
  [
    'gives up when there is no time for another pause',
    [transient(), transient(), transient('Last')],
    3_750,
    'Hook.CouldNotAsk',
    'Lambda.ListTags failed: Last: Try again. It was tried 3 times in 4 s.',
    [250, 500],
  ],
  [
    'gives up when the next pause would take all the time',
    [transient(), transient()],
    1_250,
    'Hook.CouldNotAsk',
    'Lambda.ListTags failed: ServiceException: Try again.',
    [],
  ],
  ['does not begin without time', [], 0, 'Hook.DeadlineExceeded', 'There was no time left for Lambda.ListTags.', []],
] as const)
  retrying(title, async () => {
    const { outcome, pauses: paused } = await follow([...errors], leftMs)
    assert.instance(outcome, CallError)
    const verdict = notProbedFor(outcome)
    assert.equal([verdict.reason, sentenceOf(verdict), paused], [reason, message, pauses])
  })

retrying('is announced once, with the error', async () => {
  const { warnings } = await follow([transient(), transient(), transient()], 8_000)
  assert.equal(warnings, ['Lambda.ListTags failed: ServiceException: Try again. It is retried until the deadline.'])
  assert.equal((await follow([permanent('AccessDeniedException')], 8_000)).warnings, [])
})

retrying('throws an error that says which call it was', async () => {
  const late = await follow([], 0)
  assert.equal([late.outcome.name, late.outcome.message], ['CallError', 'There was no time left for Lambda.ListTags.'])
  const refused = await follow([permanent('AccessDeniedException')], 10_000)
  assert.is(refused.outcome.message, 'Lambda.ListTags failed: AccessDeniedException: Never.')
})

retrying.run()

const reporting = suite('reportWithRetry')

/** Reports by a list of errors, on a clock of its own. An attempt takes a second. */
const reportAfter = async (errors: Error[], leftMs: number) => {
  let left = leftMs
  const limits: number[] = []
  const pauses: number[] = []
  const warnings: unknown[] = []
  const world = {
    log: {
      info: () => {},
      error: () => {},
      warn: (message: string, details: unknown) => void warnings.push([message, details]),
    },
    sleep: async (ms: number, signal?: AbortSignal) => {
      if (signal) {
        limits.push(ms)
        return new Promise<void>((_, reject) => signal.addEventListener('abort', reject))
      }
      pauses.push(ms)
      left -= ms
    },
  }
  const failure = await reportWithRetry(world, { reportLeftMs: () => left }, 'CodeDeploy.Put', async () => {
    const error = errors.shift()
    left -= 1_000
    if (error) throw error
  })
  return { failure, limits, pauses, warnings }
}

for (const [leftMs, limitMs] of [
  [60_000, 5_000],
  [6_000, 3_000],
  [2_000, 1_000],
  [500, 1_000],
  [0, 1_000],
] as const)
  reporting(`gives an attempt ${limitMs} ms when ${leftMs} ms are left`, async () => {
    assert.equal(await reportAfter([], leftMs), { failure: undefined, limits: [limitMs], pauses: [], warnings: [] })
  })

for (const [title, errors, leftMs, attempts, pauses] of [
  ['once when it fails for good', [permanent('Denied')], 60_000, 1, []],
  ['until no pause fits', [transient(), transient(), transient()], 4_000, 3, [250, 500]],
  ['without a pause that would take all the time', [transient(), transient()], 1_250, 1, []],
  ['once when there is no time at all', [transient()], 0, 1, []],
] as const)
  reporting(`is tried ${title}`, async () => {
    const { failure, pauses: paused } = await reportAfter([...errors], leftMs)
    assert.equal([failure?.attempts, paused], [attempts, pauses])
  })

reporting('logs its first retry, and no other', async () => {
  const { failure, warnings } = await reportAfter([transient(), transient()], 60_000)
  const error = { name: 'ServiceException', message: 'Try again' }
  assert.equal(
    [failure, warnings],
    [
      undefined,
      [
        [
          'CodeDeploy.Put failed: ServiceException: Try again. It is retried until the deadline.',
          { event: 'Retrying', call: 'CodeDeploy.Put', error },
        ],
      ],
    ],
  )
})

reporting.run()

const announcing = suite('announcingRetry')

const error = { name: 'Slow', message: 'Later' }
const refused = { kind: 'notProbed', reason: 'Hook.CouldNotAsk', call: 'Lambda.Invoke', error } as const
for (const [title, attempt, announced] of [
  ['a call that is retried', { kind: 'retryable', verdict: refused }, true],
  ['a call that was denied', { kind: 'denied', verdict: refused }, true],
  ['a call that failed for good', { kind: 'permanent', verdict: refused }, false],
  ['an answer', { kind: 'response', verdict: { kind: 'healthy', statusCode: 200 } }, false],
] as const satisfies [string, Attempt, boolean][])
  announcing(`${announced ? 'announces once' : 'does not announce'} ${title}`, async () => {
    const warnings: unknown[] = []
    const log = { info: () => {}, error: () => {}, warn: (_: string, details: unknown) => void warnings.push(details) }
    const probe = announcingRetry({ log }, 'Site:12', async () => attempt)
    assert.equal([await probe(), await probe()], [attempt, attempt])
    const details = { event: 'Retrying', subject: 'Site:12', call: 'Lambda.Invoke', error }
    assert.equal(warnings, announced ? [details] : [])
  })

announcing.run()

const limit = suite('withTimeLimit')

limit('says how long it waited, and tells the call', async () => {
  let told: AbortSignal | undefined
  const world = { sleep: async () => undefined }
  const call = withTimeLimit(world, 12.4, signal => {
    told = signal
    return new Promise(() => undefined)
  })
  const error = await call.catch((error: Error) => error)
  assert.equal([(error as Error).name, (error as Error).message], ['TimeLimitError', 'no answer in 12 ms'])
  assert.is(told?.aborted, true)
})

limit('stops its clock once the call is answered', async () => {
  let stopped = false
  const world = {
    sleep: (_: number, signal?: AbortSignal) =>
      new Promise<void>((_, reject) => {
        signal?.addEventListener('abort', () => {
          stopped = true
          reject(new Error('stopped'))
        })
      }),
  }
  assert.is(await withTimeLimit(world, 5, async () => 'answer'), 'answer')
  assert.is(stopped, true)
})

limit.run()
