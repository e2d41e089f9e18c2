import { functionsAmong, resourcesOf } from '../sam/template.ts'
import type { Problem } from '../schema/problem.ts'
import { contextOf } from './context.ts'
import { type FunctionPlan, planFor, problemsOf } from './function-plan.ts'
import type { MacroInput } from './input.ts'
import { instrument } from './instrument.ts'
import { loopProblems, parseTemplate } from './problems.ts'
import type { MacroWorld } from './world.ts'

/** `fragment` is the instrumented template. Do not use it if there are problems. */
export type Transformation = { fragment: unknown; plans: FunctionPlan[]; problems: Problem[] }

/** Template in, template out: pure, without an AWS call, and the input is not mutated. */
export const transform = (input: MacroInput, world: MacroWorld): Transformation => {
  const { template, problems } = parseTemplate(input)
  const resources = resourcesOf(template.Resources)
  const context = contextOf(template, resources, input, world)
  const plans = functionsAmong(resources).map(web => planFor(web, context))
  return {
    fragment: instrument(input.fragment, plans),
    plans,
    problems: [
      ...problems,
      ...loopProblems(template, context.known),
      ...context.shared.transform.problems,
      ...plans.flatMap(problemsOf),
    ],
  }
}
