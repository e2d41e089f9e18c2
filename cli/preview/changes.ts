import type { FunctionPlan } from '../../macro/function-plan.ts'
import type { JsonMap } from '../../schema/json.ts'

/** What is added to the map at a path of the template. */
export type Change = { path: string[]; added: JsonMap }

/** Resources first: if both end at the same place, their lines come after those of the functions. */
export const changesOf = (plans: FunctionPlan[]): Change[] => {
  const gated = plans.flatMap(plan => (plan.kind === 'gated' ? [plan] : []))
  const beside = new Map<string, Change>()
  for (const { web, beside: added } of gated) {
    const path = ['Resources', ...web.path.slice(0, -1)]
    const key = path.join('\n')
    if (Object.keys(added).length > 0) beside.set(key, { path, added: { ...beside.get(key)?.added, ...added } })
  }
  return [
    ...beside.values(),
    ...gated.map(({ web, added }) => ({ path: ['Resources', ...web.path, 'Properties'], added })),
  ]
}
