import type { FunctionPlan } from '../../macro/function-plan.ts'
import { type Transformation, transform } from '../../macro/transform.ts'
import type { MacroWorld } from '../../macro/world.ts'
import { type Known, knownOf } from '../../sam/known.ts'
import type { Template } from '../../sam/template.ts'
import { transformPath } from '../../sam/transform-section.ts'
import { macroName } from '../../schema/macro-name.ts'
import type { Path } from '../../schema/problem.ts'
import { defaults } from '../../schema/settings.ts'
import type { Source } from '../template/source.ts'
import { type Gated, gatedFunctions } from './gated.ts'
import { installedStack } from './installed-stack.ts'
import { type MacroEvent, macroEvent } from './macro-event.ts'
import { isAfterSam } from './transform-order.ts'

/** The macro's response to a template, and what it does with each function. */
export type MacroRun = {
  sent: MacroEvent
  /** The template without its Transform section, with all that the macro adds. */
  fragment: Template
  plans: FunctionPlan[]
  /** Why the macro refuses the template; CloudFormation then stops. */
  problems: Transformation['problems']
  known: Known
  gated: Gated[]
}

/**
 * Sends a template to the macro as CloudFormation would. All commands that need to know what is gated start here.
 *
 * @param env may set the parameters of the installed stack, as HEALTHCHECK_PATH sets its Path
 */
export const runMacro = (
  { template, overrides, region }: Source,
  env: Record<string, string | undefined>,
): MacroRun => {
  const world = installedStack(env)
  const sent = macroEvent(template, overrides, region)
  const { fragment, plans, problems } = isAfterSam(template.value)
    ? answerAfterSam(sent, transformPath(template.value, macroName), world)
    : transform({ ...sent, transformPath: transformPath(template.value, macroName) }, world)
  const transformed = fragment as Template
  const known = knownOf(fragment, { parameters: sent.templateParameterValues, region, accountId: sent.accountId })
  const gated = gatedFunctions(transformed, plans, known, { ...defaults, ...world.stack })
  return { sent, fragment: transformed, plans, problems, known, gated }
}

/** If SAM comes first in the Transform section, the macro sees the functions as SAM transformed them. */
const answerAfterSam = (sent: MacroEvent, transformPath: Path, world: MacroWorld): Transformation => {
  const input = { ...sent, transformPath }
  const answer = transform(input, world)
  if (answer.plans.length === 0) return answer
  return { ...transform({ ...input, fragment: { Resources: { Site: madeBySam } } }, world), fragment: sent.fragment }
}

const madeBySam = {
  Type: 'AWS::Lambda::Function',
  Properties: { Tags: [{ Key: 'lambda:createdBy', Value: 'SAM' }] },
}
