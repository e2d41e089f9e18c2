import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { merge } from '../../sam/globals.ts'

const merging = suite("SAM's merge of Globals")

for (const [title, global, local, merged] of [
  ['maps key by key', { a: 1, b: { c: 2 } }, { b: { d: 3 } }, { a: 1, b: { c: 2, d: 3 } }],
  ['lists one behind the other', [1], [2], [1, 2]],
  ['a list does not join a text', ['a'], 'b', 'b'],
  ['a text does not join a list', 'a', ['b'], ['b']],
  ['an intrinsic function counts as one value', { a: 1 }, { Ref: 'B' }, { Ref: 'B' }],
  ['null is a value', { a: 1 }, null, null],
] as const)
  merging(title, () => {
    assert.equal(merge(global, local), merged)
  })

merging.run()
