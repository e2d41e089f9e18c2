import { effective } from '../../sam/globals.ts'
import { resolve } from '../../sam/intrinsics.ts'
import type { Known } from '../../sam/known.ts'
import type { WebFunction } from '../../sam/template.ts'
import { isMap, type JsonMap, textOf } from '../../schema/json.ts'

/** The tags of a function as the hook would read them, except those known only after deployment. */
export const tagsOf = (template: JsonMap, web: WebFunction, known: Known): Record<string, string> => {
  const tags = effective(template, web, 'Tags')
  return Object.fromEntries(
    Object.entries(isMap(tags) ? tags : {}).flatMap(([key, tag]) => {
      const value = resolve(tag, known)
      return isMap(value) ? [] : [[key, textOf(value)]]
    }),
  )
}
