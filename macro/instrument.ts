import type { Plan } from './plan.ts'
import { isMap, type JsonMap, own } from './template.ts'

/** The template with what the plans add. Copies what it changes and shares the rest; the input stays as it was. */
export const instrument = (template: JsonMap, plans: Plan[]): JsonMap =>
  plans.reduce((changed, plan) => (plan.kind === 'gated' ? gate(changed, plan) : changed), template)

const gate = (template: JsonMap, { web, added, beside }: Extract<Plan, { kind: 'gated' }>): JsonMap => {
  const around = ['Resources', ...web.path.slice(0, -1)]
  const gated = set(template, [...around, web.logicalId, 'Properties'], added)
  return (Object.keys(beside).length > 0 ? set(gated, around, beside) : gated) as JsonMap
}

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
  const added = Object.entries(additions).map(([key, addition]) => [key, joined(own(map, key), addition)])
  return { ...map, ...Object.fromEntries(added) }
}

const joined = (value: unknown, addition: unknown): unknown => {
  if (Array.isArray(value) && Array.isArray(addition)) return [...value, ...addition]
  return isMap(value) && isMap(addition) ? add(value, addition) : addition
}
