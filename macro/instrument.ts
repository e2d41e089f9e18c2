import { isLoop } from '../sam/template.ts'
import { isMap, type JsonMap, own } from '../schema/json.ts'
import type { FunctionPlan } from './function-plan.ts'

type GatedPlan = Extract<FunctionPlan, { kind: 'gated' }>

/** The template with what the plans add. Copies what it changes and shares the rest; the input stays as it was. */
export const instrument = (template: unknown, plans: FunctionPlan[]): unknown => {
  const gated = new Map(plans.flatMap(plan => (plan.kind === 'gated' ? [[pathOf(plan.web.path), plan]] : [])))
  if (gated.size === 0 || !isMap(template) || !isMap(template.Resources)) return template
  return { ...template, Resources: gateAll(template.Resources, [], gated) }
}

const pathOf = (path: string[]): string => path.join('/')

const gateAll = (resources: JsonMap, path: string[], gated: ReadonlyMap<string, GatedPlan>): JsonMap =>
  Object.fromEntries(
    Object.entries(resources).flatMap(([key, resource]) => {
      const here = [...path, key]
      if (isLoop(key, resource)) return [[key, [resource[0], resource[1], gateAll(resource[2], [...here, '2'], gated)]]]
      const plan = gated.get(pathOf(here))
      return plan ? [[key, gate(resource, plan)], ...Object.entries(plan.beside)] : [[key, resource]]
    }),
  )

const gate = (resource: unknown, { added }: GatedPlan): JsonMap =>
  isMap(resource) ? { ...resource, Properties: add(resource.Properties, added) } : {}

/** What is there stays first; the additions are merged in after it. */
const add = (value: unknown, additions: JsonMap): JsonMap => {
  const map = isMap(value) ? value : {}
  const added = Object.entries(additions).map(([key, addition]) => [key, joined(own(map, key), addition)])
  return { ...map, ...Object.fromEntries(added) }
}

const joined = (value: unknown, addition: unknown): unknown => {
  if (Array.isArray(value) && Array.isArray(addition)) return [...value, ...addition]
  return isMap(value) && isMap(addition) ? add(value, addition) : addition
}
