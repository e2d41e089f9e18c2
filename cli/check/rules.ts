import type { Rule } from './rule.ts'
import { bypassRules } from './rules/bypass.ts'
import { foundRouteRules } from './rules/found-routes.ts'
import { ignoreRules } from './rules/ignores.ts'
import { preferenceRules } from './rules/preference.ts'
import { reachRules } from './rules/reach.ts'
import { readingRules } from './rules/reading.ts'
import { refusalRules } from './rules/refusals.ts'
import { stackRules } from './rules/stack.ts'
import { transformRules } from './rules/transform.ts'

const rulesOfTemplates: Rule[] = [
  ...readingRules,
  ...transformRules,
  ...refusalRules,
  ...bypassRules,
  ...preferenceRules,
  ...reachRules,
  ...foundRouteRules,
  ...stackRules,
]

/** Every rule, by number. */
export const rules: readonly Rule[] = [...rulesOfTemplates, ...ignoreRules(rulesOfTemplates)].toSorted(
  (a, b) => Number(a.id.slice(3)) - Number(b.id.slice(3)),
)
