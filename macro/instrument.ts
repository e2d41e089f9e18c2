import type { Plan } from './plan.ts'
import { isMap, type JsonMap } from './template.ts'

/** The template with what the plans add. Copies what it changes and shares the rest; the input stays as it was. */
export const instrument = (template: JsonMap, plans: Plan[]): JsonMap =>
  plans.reduce<JsonMap>(
    (changed, plan) =>
      plan.kind === 'gated'
        ? (set(changed, ['Resources', ...plan.web.path, 'Properties'], plan.added) as JsonMap)
        : changed,
    template,
  )

/** A copy along the path, at whose end the additions are merged in behind what stands there. */
const set = (value: unknown, path: string[], additions: JsonMap): unknown => {
  const [key, ...rest] = path
  if (key === undefined) return add(value, additions)
  if (Array.isArray(value)) return value.with(Number(key), set(value[Number(key)], rest, additions))
  const map = isMap(value) ? value : {}
  return { ...map, [key]: set(map[key], rest, additions) }
}

const add = (value: unknown, additions: JsonMap): JsonMap => {
  const map = isMap(value) ? value : {}
  const added = Object.entries(additions).map(([key, addition]) => [
    key,
    isMap(map[key]) && isMap(addition) ? add(map[key], addition) : addition,
  ])
  return { ...map, ...Object.fromEntries(added) }
}
