import { textOf } from '../schema/json.ts'
import { resolve } from './intrinsics.ts'
import type { Known } from './known.ts'
import { nameOf } from './references.ts'
import { isIntrinsic } from './template.ts'

/** A text as messages and logs show it: `${Name}` stands for the value of the parameter Name. */
export const shownText = (value: unknown, known: Known): string => {
  if (!isIntrinsic(value)) return textOf(value)
  const [name = ''] = Object.keys(value)
  // what a mapping holds stands in the template itself
  const found = name === 'Fn::FindInMap' ? resolve(value, known) : nameOf(value, { ...known, parameters: {} })
  return typeof found === 'object' || found === '' ? name : textOf(found)
}
