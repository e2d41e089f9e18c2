import { functionsAmong, resourcesOf } from '../sam/template.ts'
import { surroundingsOf } from './context.ts'
import { type Plan, planFor, problemsOf } from './function-plan.ts'
import { instrument } from './instrument.ts'
import { parseTemplate } from './problems.ts'
import type { World } from './world.ts'

/** The macro event as far as the macro reads it. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-macros-author.html */
export type Macro = { fragment: unknown; params?: unknown; templateParameterValues?: unknown; region?: unknown }

/** `fragment` is the instrumented template, which nobody is to use where there are problems. */
export type Transformation = { fragment: unknown; plans: Plan[]; problems: string[] }

/** Template in, template out: pure, without an AWS call, and the input is not mutated. */
export const transform = (macro: Macro, world: World): Transformation => {
  const { template, problems } = parseTemplate(macro.fragment)
  const resources = resourcesOf(template.Resources)
  const surroundings = surroundingsOf(template, resources, macro, world)
  const plans = functionsAmong(resources).map(web => planFor(web, surroundings))
  return {
    fragment: instrument(macro.fragment, plans),
    plans,
    problems: [...problems, ...surroundings.shared.problems, ...plans.flatMap(problemsOf)],
  }
}
