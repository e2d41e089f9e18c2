import { didYouMean } from '../../schema/sentence.ts'
import type { Paint } from '../command-line/paint.ts'
import { UserError } from '../command-line/user-error.ts'
import { fill } from '../command-line/wrap.ts'
import { levelOf } from './rule.ts'
import { rules } from './rules.ts'

/** What one rule means, or the list of those whose IDs begin so, of all where none is named. */
export const explanation = (id = '', paint: Paint): string => {
  const rule = rules.find(rule => rule.id === id.toUpperCase())
  const begun = rules.filter(rule => rule.id.startsWith(id.toUpperCase()))
  if (!rule && begun.length > 0) return begun.map(rule => `${paint('bold', rule.id)}  ${rule.title}\n`).join('')
  if (!rule) throw new UserError(`${id} is not a check; ${didYouMean(id, rules.map(({ id }) => id).slice(0, 60))}`)
  const head = `${paint('bold', `${rule.id} ${rule.title}`)} (${levelOf(rule)})`
  return [head, fill(rule.meaning), `${paint('bold', 'Fix')}\n${fill(rule.fix)}`, `Source: ${rule.source}`]
    .join('\n\n')
    .concat('\n')
}
