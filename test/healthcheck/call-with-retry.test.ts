import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { CallError, callWithRetry } from '../../healthcheck/call-with-retry.ts'
import { startDeadline } from '../../healthcheck/deadline.ts'
import { notProbedFor } from '../../healthcheck/not-probed.ts'
import { sentenceOf } from '../../healthcheck/sentence.ts'
import { withTimeLimit } from '../../healthcheck/time-limit.ts'

const retrying = suite('callWithRetry')

const transient = (name = 'ServiceException') =>
  Object.assign(new Error('Try again'), { name, $metadata: { httpStatusCode: 503 } })
const permanent = (name: string) => Object.assign(new Error('Never'), { name, $metadata: { httpStatusCode: 400 } })

/** Makes a call that fails by a list of errors and then succeeds, on a clock of its own. A failing call takes a second. */
const follow = async (errors: Error[], leftMs: number) => {
  let now = 0
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

retrying.run()

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
