import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Attempt } from '../../healthcheck/attempt.ts'
import { startDeadline } from '../../healthcheck/deadline.ts'
import { sentenceOf } from '../../healthcheck/sentence.ts'
import { type Thresholds, untilDecided } from '../../healthcheck/thresholds.ts'
import { reasonOf } from '../../healthcheck/verdict.ts'
import { defaults } from '../../schema/settings.ts'

const thresholds = suite('untilDecided')

const couldNotAsk = { kind: 'notProbed', reason: 'Hook.CouldNotAsk' } as const
const mismatch = { kind: 'unhealthy', reason: 'Healthcheck.ResponseCodeMismatch', matcher: '200' } as const
const cutOff = { kind: 'notProbed', reason: 'Hook.DeadlineExceeded', unfinished: { step: 'response' } } as const

/** One letter an attempt: Success, Failure, Retryable, Denied, Permanent, Out of time. */
const attemptOf: Record<string, Attempt> = {
  S: { kind: 'response', verdict: { kind: 'healthy', statusCode: 200 } },
  F: { kind: 'response', verdict: { ...mismatch, statusCode: 500 } },
  R: { kind: 'retryable', verdict: { ...couldNotAsk, problem: 'Throttled.' } },
  D: { kind: 'denied', verdict: { ...couldNotAsk, problem: 'Denied.' } },
  P: { kind: 'permanent', verdict: { ...couldNotAsk, problem: 'Not found.' } },
  O: { kind: 'outOfTime', verdict: cutOff },
}

/** Probes by a script on a clock of its own; an attempt takes a second, and after the script's end the last one repeats. */
const follow = async (script: string, settings: Partial<Thresholds> = {}, remainingMs = 900_000) => {
  let now = 0
  const times: number[] = []
  const world = {
    now: () => now,
    async sleep(ms: number) {
      now += ms
    },
  }
  const probe = async (): Promise<Attempt> => {
    const letter = script[Math.min(times.length, script.length - 1)] ?? 'S'
    times.push(now)
    now += 1_000
    return attemptOf[letter] as Attempt
  }
  const deadline = startDeadline(() => now, remainingMs)
  const verdict = await untilDecided(world, { ...defaults, ...settings }, deadline, probe)
  const { kind, attempts, elapsedMs } = verdict
  return { kind, reason: reasonOf(verdict), attempts, elapsedMs, sentence: sentenceOf(verdict), times }
}

for (const [title, script, settings, reason, attempts] of [
  ['one success passes', 'S', {}, undefined, 1],
  ['one failure fails', 'F', {}, 'Healthcheck.ResponseCodeMismatch', 1],
  ['a failure does not count when two in a row are asked for', 'FS', { unhealthyThresholdCount: 2 }, undefined, 2],
  ['two failures in a row fail', 'FF', { unhealthyThresholdCount: 2 }, 'Healthcheck.ResponseCodeMismatch', 2],
  ['two successes in a row pass', 'SS', { healthyThresholdCount: 2 }, undefined, 2],
  [
    'a failure fails though it follows a success',
    'SF',
    { healthyThresholdCount: 2 },
    'Healthcheck.ResponseCodeMismatch',
    2,
  ],
  [
    'a failure begins the successes anew',
    'SFSS',
    { healthyThresholdCount: 2, unhealthyThresholdCount: 2 },
    undefined,
    4,
  ],
  [
    'a success begins the failures anew',
    'FSFF',
    { healthyThresholdCount: 2, unhealthyThresholdCount: 2 },
    'Healthcheck.ResponseCodeMismatch',
    4,
  ],
  ['a call that did not get through begins nothing anew', 'SRS', { healthyThresholdCount: 2 }, undefined, 3],
  ['nor does it count', 'FRS', { unhealthyThresholdCount: 2 }, undefined, 3],
  ['what fails for good fails at once', 'FP', { unhealthyThresholdCount: 9 }, 'Hook.CouldNotAsk', 2],
  ['what the deadline ends has had its time', 'FO', { unhealthyThresholdCount: 9 }, 'Hook.DeadlineExceeded', 2],
  ['what the deadline ends keeps the reason of the calls before', 'RRO', {}, 'Hook.CouldNotAsk', 3],
  ['ten of ten', 'S', { healthyThresholdCount: 10 }, undefined, 10],
] as const)
  thresholds(title, async () => {
    const found = await follow(script, settings)
    assert.equal([found.reason, found.attempts], [reason, attempts])
  })

thresholds('waits IntervalSeconds from the end of one attempt to the start of the next', async () => {
  const { times } = await follow('SSS', { healthyThresholdCount: 3, intervalSeconds: 10 })
  assert.equal(times, [0, 11_000, 22_000])
})

thresholds('does not wait at an interval of 0', async () => {
  const { times } = await follow('SSS', { healthyThresholdCount: 3, intervalSeconds: 0 })
  assert.equal(times, [0, 1_000, 2_000])
})

thresholds('pauses after calls that did not get through, and begins small after an answer', async () => {
  const { times } = await follow('RRRSRS', { healthyThresholdCount: 2 })
  assert.equal(times, [0, 1_250, 2_750, 4_750, 7_750, 9_000])
})

thresholds('retry what is denied for 20 s, then believe it', async () => {
  const { reason, times } = await follow('D')
  assert.equal([reason, times], ['Hook.CouldNotAsk', [0, 1_250, 2_750, 4_750, 7_750, 12_750]])
})

thresholds('take a denial of a few seconds for none', async () => {
  const { reason, attempts } = await follow('DDDS')
  assert.equal([reason, attempts], [undefined, 4])
})

thresholds('count the seconds of a denial from its first', async () => {
  const { reason, attempts } = await follow(`S${'D'.repeat(5)}S`, { healthyThresholdCount: 2, intervalSeconds: 60 })
  assert.equal([reason, attempts], [undefined, 7])
})

thresholds('end with the deadline when a function never agrees with itself', async () => {
  const flapping = 'SF'.repeat(50)
  const { reason, sentence } = await follow(flapping, { healthyThresholdCount: 2, unhealthyThresholdCount: 2 }, 60_000)
  assert.is(reason, 'Hook.DeadlineExceeded')
  assert.is(
    sentence,
    'The time for the check was over after 1 of 2 successes in a row. The status code is 200, as expected.',
  )
})

thresholds('end with the deadline before the failures are enough', async () => {
  const { reason, sentence } = await follow('F', { unhealthyThresholdCount: 10, intervalSeconds: 20 }, 60_000)
  assert.is(reason, 'Hook.DeadlineExceeded')
  assert.is(
    sentence,
    'The time for the check was over after 3 of 10 failures in a row. The status code is 500; expected 200.',
  )
})

for (const [title, script, elapsedMs] of [
  ['an answer has no time of the calls before it', 'RS', undefined],
  ['what the deadline ends has none', 'O', undefined],
  ['what failed for good has the time of all attempts', 'RP', 2_250],
  ['calls that did not get through until the deadline have the time of all attempts', 'RO', 2_250],
] as const)
  thresholds(title, async () => {
    assert.is((await follow(script)).elapsedMs, elapsedMs)
  })

thresholds('decide nothing when the deadline comes first', async () => {
  const { kind } = await follow('F', { unhealthyThresholdCount: 10, intervalSeconds: 20 }, 60_000)
  assert.is(kind, 'notProbed')
})

thresholds('probe nothing when there is no time', async () => {
  const { reason, sentence, times } = await follow('S', {}, 0)
  assert.equal(
    [reason, sentence, times],
    ['Hook.DeadlineExceeded', 'There was no time left to probe the function.', []],
  )
})

const script = fc.string({ unit: fc.constantFrom('S', 'F', 'R'), minLength: 1, maxLength: 12 })
const count = fc.integer({ min: 1, max: 3 })
const healthy = undefined

thresholds('one more success never turns a verdict unhealthy', async () => {
  await fc.assert(
    fc.asyncProperty(
      script,
      fc.nat(),
      count,
      count,
      async (script, position, healthyThresholdCount, unhealthyThresholdCount) => {
        const settings = { healthyThresholdCount, unhealthyThresholdCount }
        const at = position % (script.length + 1)
        const before = await follow(script, settings)
        const after = await follow(`${script.slice(0, at)}S${script.slice(at)}`, settings)
        if (before.reason === healthy) assert.is(after.reason, healthy)
      },
    ),
  )
})

thresholds('pass exactly when so many successes come before so many failures, each in a row', async () => {
  await fc.assert(
    fc.asyncProperty(script, count, count, async (script, healthyThresholdCount, unhealthyThresholdCount) => {
      const { reason, times } = await follow(script, { healthyThresholdCount, unhealthyThresholdCount })
      const probed = Array.from(times, (_, index) => script[Math.min(index, script.length - 1)]).filter(s => s !== 'R')
      const ending = probed.join('')
      if (reason === healthy) assert.ok(ending.endsWith('S'.repeat(healthyThresholdCount)))
      else if (reason === mismatch.reason) assert.ok(ending.endsWith('F'.repeat(unhealthyThresholdCount)))
    }),
  )
})

thresholds.run()
