import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { earlier, startDeadline } from '../../healthcheck/deadline.ts'
import type { Handler } from '../helpers/aws-account.ts'
import { type Clock, late, silence } from '../helpers/hook-clock.ts'
import { runHook } from '../helpers/hook-run.ts'

const deadline = suite('startDeadline')

for (const [remainingMs, leftMs, reportLeftMs] of [
  [900_000, 890_000, 899_500],
  [60_000, 50_000, 59_500],
  [20_000, 10_000, 19_500],
  [10_000, 5_000, 9_500],
  [1_000, 500, 500],
  [400, 200, 0],
  [0, 0, 0],
  [-5, 0, 0],
  [Number.NaN, 890_000, 899_500],
  [undefined, 890_000, 899_500],
  [Number.POSITIVE_INFINITY, 890_000, 899_500],
] as const)
  deadline(`leaves ${leftMs} ms for asking and ${reportLeftMs} ms for the report when ${remainingMs} ms remain`, () => {
    const { leftMs: left, reportLeftMs: reportLeft } = startDeadline(() => 7, remainingMs)
    assert.equal([left(), reportLeft()], [leftMs, reportLeftMs])
  })

deadline('comes nearer with the clock, and never passes 0', () => {
  let now = 1_000
  const { leftMs, reportLeftMs } = startDeadline(() => now, 60_000)
  now += 49_000
  assert.equal([leftMs(), reportLeftMs()], [1_000, 10_500])
  now += 40_000
  assert.equal([leftMs(), reportLeftMs()], [0, 0])
})

deadline('can be made earlier, not later', () => {
  const whole = startDeadline(() => 0, 60_000)
  assert.is(earlier(() => 0, 5_000, whole).leftMs(), 5_000)
  assert.is(earlier(() => 0, 90_000, whole).leftMs(), 50_000)
  assert.is(earlier(() => 0, 5_000, whole).reportLeftMs(), 59_500)
})

deadline.run()

const hook = suite('the deadline')

const hangs: Handler = (_, { clock, closed }) => silence(clock, closed)
const slow =
  (ms: number): Handler =>
  async (_, { clock, closed }) =>
    (await late(clock, ms, closed)) ?? { statusCode: 200 }
const patient = { 'websitehealthcheck:TimeoutSeconds': '300' }

for (const [remainingMs, site, tags, reported, line] of [
  [60_000, slow(100), {}, 'Succeeded', /^Succeeded Site:12 GET \/healthcheck -> 200 in 100 ms$/],
  [10_000, slow(100), {}, 'Succeeded', /^Succeeded Site:12 /],
  [1_000, slow(100), {}, 'Succeeded', /^Succeeded Site:12 /],
  [0, slow(100), {}, 'Failed', /^Failed Hook\.DeadlineExceeded d-ABCDEF123$/],
  [60_000, hangs, {}, 'Failed', /^Failed Healthcheck\.Timeout Site:12 GET \/healthcheck -> no answer in 29000 ms$/],
  [60_000, hangs, patient, 'Failed', /^Failed Hook\.DeadlineExceeded Site:12 .* -> no answer in 50000 ms$/],
  [10_000, hangs, {}, 'Failed', /^Failed Hook\.DeadlineExceeded Site:12 .* -> no answer in 5000 ms$/],
  [1_000, hangs, {}, 'Failed', /^Failed Hook\.DeadlineExceeded Site:12 .* -> no answer in 500 ms$/],
  [60_000, slow(49_000), patient, 'Succeeded', /^Succeeded Site:12 GET \/healthcheck -> 200 in 49000 ms$/],
  [60_000, slow(59_000), patient, 'Failed', /^Failed Hook\.DeadlineExceeded Site:12 /],
] as const)
  hook(`with ${remainingMs / 1_000} s left: ${line.source.replaceAll('\\', '').slice(1)}`, async () => {
    const run = await runHook({ remainingMs, functions: { Site: site }, tags })
    assert.match(run.lines[0] ?? '', line)
    assert.equal([run.reported, run.thrown], [[reported], undefined])
    assert.ok(run.tookMs <= remainingMs)
  })

hook('fails twenty functions of which one hangs, and knows the other nineteen to be healthy', async () => {
  const names = Array.from({ length: 20 }, (_, index) => `Site${index}`)
  const functions = Object.fromEntries(names.map(name => [name, name === 'Site7' ? hangs : slow(3_000)]))
  const { reported, lines, tookMs } = await runHook({ functions, tags: patient })
  assert.equal(reported, ['Failed'])
  assert.is(lines.filter(line => /^Succeeded Site\d+:12 /.test(line)).length, 19)
  assert.is(lines.filter(line => /^Failed Hook\.DeadlineExceeded Site7:12 /.test(line)).length, 1)
  assert.ok(tookMs < 60_000)
})

hook('comes after the time of the slowest function, not after the sum of all', async () => {
  const functions = { A: slow(3_000), B: slow(8_000), C: slow(5_000) }
  const { reported, tookMs } = await runHook({ functions })
  assert.equal([reported, tookMs], [['Succeeded'], 8_000])
})

hook('hangs up on a call that it no longer waits for', async () => {
  for (const operation of [
    'GetDeployment',
    'GetApplicationRevision',
    'ListTags',
    'Invoke',
    'PutLifecycleEventHookExecutionStatus',
  ] as const) {
    let first: AbortSignal | undefined
    const hungUp: boolean[] = []
    const { reported } = await runHook({
      tags: { 'websitehealthcheck:UnhealthyThresholdCount': '2', 'websitehealthcheck:TimeoutSeconds': '5' },
      faults: {
        [operation]: ({ clock, closed }: { clock: Clock; closed: AbortSignal }) => {
          if (first) return void hungUp.push(first.aborted)
          first = closed
          return silence(clock, closed)
        },
      },
    })
    assert.equal([operation, hungUp[0], reported], [operation, true, ['Succeeded']])
  }
})

hook('says in its sentence that the time was its own', async () => {
  const { lines } = await runHook({ functions: { Site: hangs }, tags: patient })
  assert.is(lines[1], 'The function did not answer before the time for the check was over.')
})

hook('does not wait for an interval that ends after it', async () => {
  const tags = { 'websitehealthcheck:HealthyThresholdCount': '2', 'websitehealthcheck:IntervalSeconds': '300' }
  const { reported, lines, tookMs } = await runHook({ tags })
  assert.equal([reported, tookMs], [['Failed'], 0])
  assert.match(lines[0] ?? '', /^Failed Hook\.DeadlineExceeded Site:12 GET \/healthcheck -> 200 in 0 ms$/)
  assert.match(lines[1] ?? '', /^The time for the check was over after 1 of 2 successes in a row\./)
})

hook.run()
