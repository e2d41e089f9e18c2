import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Attempt } from '../../healthcheck/attempt.ts'
import { startDeadline } from '../../healthcheck/deadline.ts'
import { type Thresholds, untilDecided } from '../../healthcheck/thresholds.ts'
import { defaults } from '../../schema/settings.ts'

const thresholds = suite('untilDecided')

/** One letter an attempt: Success, Failure, Again, Hopeless, Cut by the deadline. */
const attemptOf: Record<string, Attempt> = {
  S: { kind: 'answer', verdict: { sentence: 'It answers.', answer: '200' } },
  F: { kind: 'answer', verdict: { reason: 'Healthcheck.ResponseCodeMismatch', sentence: 'It fails.', answer: '500' } },
  A: { kind: 'again', verdict: { reason: 'Hook.CouldNotAsk', sentence: 'Throttled.' } },
  H: { kind: 'hopeless', verdict: { reason: 'Hook.CouldNotAsk', sentence: 'Denied.' } },
  C: { kind: 'cut', verdict: { reason: 'Hook.DeadlineExceeded', sentence: 'Cut.' } },
}

/** Asks by a script on a clock of its own; an attempt takes a second, and after the script's end the last one repeats. */
const follow = async (script: string, settings: Partial<Thresholds> = {}, remainingMs = 900_000) => {
  let now = 0
  const times: number[] = []
  const world = {
    async sleep(ms: number) {
      now += ms
    },
  }
  const ask = async (): Promise<Attempt> => {
    const letter = script[Math.min(times.length, script.length - 1)] ?? 'S'
    times.push(now)
    now += 1_000
    return attemptOf[letter] as Attempt
  }
  const deadline = startDeadline(() => now, remainingMs)
  const verdict = await untilDecided(world, { ...defaults, ...settings }, deadline, ask)
  return { verdict, times }
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
  ['a call that did not get through begins nothing anew', 'SAS', { healthyThresholdCount: 2 }, undefined, 3],
  ['nor does it count', 'FAS', { unhealthyThresholdCount: 2 }, undefined, 3],
  ['what is hopeless fails at once', 'FH', { unhealthyThresholdCount: 9 }, 'Hook.CouldNotAsk', 2],
  ['what the deadline cuts has had its time', 'FC', { unhealthyThresholdCount: 9 }, 'Hook.DeadlineExceeded', 2],
  ['what the deadline cuts keeps the reason of the calls before', 'AAC', {}, 'Hook.CouldNotAsk', 3],
  ['ten of ten', 'S', { healthyThresholdCount: 10 }, undefined, 10],
] as const)
  thresholds(title, async () => {
    const { verdict } = await follow(script, settings)
    assert.equal([verdict.reason, verdict.attempts], [reason, attempts])
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
  const { times } = await follow('AAASAS', { healthyThresholdCount: 2 })
  assert.equal(times, [0, 1_250, 2_750, 4_750, 7_750, 9_000])
})

thresholds('end with the deadline when a function never agrees with itself', async () => {
  const flapping = 'SF'.repeat(50)
  const { verdict } = await follow(flapping, { healthyThresholdCount: 2, unhealthyThresholdCount: 2 }, 60_000)
  assert.is(verdict.reason, 'Hook.DeadlineExceeded')
  assert.is(verdict.sentence, "The hook's time was over after 1 of 2 successes in a row. It answers.")
})

thresholds('end with the deadline before the failures are enough', async () => {
  const { verdict } = await follow('F', { unhealthyThresholdCount: 10, intervalSeconds: 20 }, 60_000)
  assert.is(verdict.reason, 'Hook.DeadlineExceeded')
  assert.is(verdict.sentence, "The hook's time was over after 3 of 10 failures in a row. It fails.")
})

thresholds('ask nothing when there is no time', async () => {
  const { verdict, times } = await follow('S', {}, 0)
  assert.equal([verdict, times], [{ reason: 'Hook.DeadlineExceeded', sentence: 'There was no time left to ask.' }, []])
})

const script = fc.string({ unit: fc.constantFrom('S', 'F', 'A'), minLength: 1, maxLength: 12 })
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
        if (before.verdict.reason === healthy) assert.is(after.verdict.reason, healthy)
      },
    ),
  )
})

thresholds('pass exactly when so many successes come before so many failures, each in a row', async () => {
  await fc.assert(
    fc.asyncProperty(script, count, count, async (script, healthyThresholdCount, unhealthyThresholdCount) => {
      const { verdict, times } = await follow(script, { healthyThresholdCount, unhealthyThresholdCount })
      const asked = Array.from(times, (_, index) => script[Math.min(index, script.length - 1)]).filter(s => s !== 'A')
      const ending = asked.join('')
      if (verdict.reason === healthy) assert.ok(ending.endsWith('S'.repeat(healthyThresholdCount)))
      else if (verdict.reason?.startsWith('Healthcheck.'))
        assert.ok(ending.endsWith('F'.repeat(unhealthyThresholdCount)))
    }),
  )
})

thresholds.run()
