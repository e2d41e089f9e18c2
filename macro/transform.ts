import { defaults } from '../schema/settings.ts'
import { instrument } from './instrument.ts'
import { unqualifiedIntegrations } from './integrations.ts'
import { type Plan, planFor } from './plan.ts'
import { templateProblem } from './problems.ts'
import { sharedSettings } from './settings.ts'
import { functionsOf, isMap, type JsonMap, own } from './template.ts'
import type { World } from './world.ts'

/** The macro event as far as the macro reads it. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-macros-author.html */
export type Macro = { fragment: unknown; params?: unknown; templateParameterValues?: unknown }

/** `fragment` is the instrumented template, or the one that came in where there are problems. */
export type Transformation = { fragment: unknown; plans: Plan[]; problems: string[] }

/** Template in, template out: pure, without an AWS call, and the input is not mutated. */
export const transform = ({ fragment, params, templateParameterValues }: Macro, world: World): Transformation => {
  const problem = templateProblem(fragment)
  if (problem !== undefined) return { fragment, plans: [], problems: [problem] }
  const template = fragment as JsonMap & { Resources: JsonMap }
  const parameters = isMap(templateParameterValues) ? templateParameterValues : {}
  const shared = sharedSettings(params, world.stack, parameters)
  const surroundings = {
    template,
    known: { parameters, mappings: own(template, 'Mappings') },
    shared,
    assumed: { ...defaults, ...world.stack },
    unqualified: unqualifiedIntegrations(template.Resources),
    wiring: world.wiring,
    invokeTaggedOnly: world.invokeTaggedOnly,
  }
  const plans = functionsOf(template.Resources).map(web => planFor(web, surroundings))
  const problems = [...shared.problems, ...plans.flatMap(plan => (plan.kind === 'refused' ? plan.problems : []))]
  return { fragment: problems.length > 0 ? fragment : instrument(template, plans), plans, problems }
}
