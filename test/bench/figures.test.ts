import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { roundTrips } from '../../bench/account.ts'
import { interleaved, spread } from '../../bench/spread.ts'
import { macroEvent } from '../../bench/template.ts'
import { createHandler } from '../../macro/respond.ts'
import { worldOf } from '../../macro/world.ts'

// What is measured has to be right before it is fast.

const figures = suite('figures of the bench')

for (const [what, times, expected] of [
  ['one call', [[0, 10]], 1],
  [
    'calls one after another',
    [
      [0, 10],
      [10, 20],
      [21, 30],
    ],
    3,
  ],
  [
    'calls at once',
    [
      [0, 10],
      [1, 11],
      [2, 12],
    ],
    1,
  ],
  [
    'a long call beside two short ones',
    [
      [0, 30],
      [0, 10],
      [12, 20],
    ],
    2,
  ],
] as const)
  figures(`counts the round trips of ${what}`, () => {
    const calls = times.map(([startMs, endMs]) => ({ operation: 'Invoke' as const, startMs, endMs }))
    assert.is(roundTrips(calls), expected)
  })

figures('give the median and the middle half of the runs', () => {
  assert.equal(spread([5, 1, 4, 2, 3]), { median: 3, q1: 2, q3: 4 })
})

figures('come from rounds in which every subject runs once, each time from another one on', async () => {
  const order: string[] = []
  const results = await interleaved(['a', 'b', 'c'], 3, subject => order.push(subject))
  assert.is(order.join(''), 'abcbcacab')
  assert.equal(
    results.map(runs => runs.length),
    [3, 3, 3],
  )
})

for (const [resources, websites] of [
  [10, 2],
  [500, 100],
] as const)
  figures(`come from a template of ${resources} resources, 2 KB each, that the macro transforms`, () => {
    const event = macroEvent(resources, resources * 2_000)
    const size = JSON.stringify(event).length
    assert.ok(Math.abs(size / (resources * 2_000) - 1) < 0.1, `${size} bytes`)
    const records: Record<string, unknown>[] = []
    const { status } = createHandler(worldOf({}, record => records.push(record)))(event)
    assert.is(status, 'success')
    assert.match(String(records[0]?.message), new RegExp(`^Gated ${websites}, `))
  })

figures.run()
