import type { FunctionPlan } from '../../macro/function-plan.ts'
import { messageOf } from '../../macro/problems.ts'
import { transformsOf } from '../../sam/transform-section.ts'
import type { JsonMap } from '../../schema/json.ts'
import { macroName } from '../../schema/macro-name.ts'
import type { Problem } from '../../schema/problem.ts'
import type { Gated } from '../macro/gated.ts'
import { runMacro } from '../macro/run-macro.ts'
import { transformNotes } from '../macro/transform-order.ts'
import { brokenResources } from '../template/broken-resources.ts'
import type { Source } from '../template/source.ts'
import type { Template } from '../template/template.ts'

/** What the macro would do with a template, in the macro's own words. */
export type Preview = {
  template: Template
  plans: FunctionPlan[]
  /** Those that the macro gates, and those that it leaves alone because their author wired them to the hook. */
  gated: Gated[]
  problems: Problem[]
  /** What CloudFormation would show, where the macro refuses. */
  refusal?: string
  /** The whole template for the next transform, where the macro does not refuse. */
  transformed: JsonMap
  /** Sentences about resources that are not valid, and about a Transform section that does not call the macro or SAM. */
  notes: string[]
}

/** @param environment may set the installed stack's parameters, as HEALTHCHECK_PATH does its Path */
export const previewOf = (source: Source, environment: Record<string, string | undefined>): Preview => {
  const { template } = source
  const { sent, fragment, plans, problems, gated } = runMacro(source, environment)
  return {
    template,
    plans,
    gated,
    problems,
    ...(problems.length > 0 && { refusal: `Transform ${sent.transformId} failed with: ${messageOf(problems)}` }),
    transformed: withTransform(template, fragment),
    notes: [
      ...brokenResources(template.value.Resources).map(({ path, message }) => `${template.at(path)} ${message}`),
      ...(plans.some(({ kind }) => kind !== 'left alone') ? transformNotes(template) : []),
    ],
  }
}

/** The macro's fragment has no Transform; CloudFormation continues with the transforms in the list that it has not run yet. */
const withTransform = ({ value: template, ran }: Template, fragment: JsonMap): JsonMap => {
  const names = transformsOf(template)
  const left = [template.Transform].flat().filter((_, i) => names[i] !== macroName && !ran.has(i))
  const entries = Object.keys(template).map(key => {
    if (key !== 'Transform') return [key, fragment[key]] as const
    return [key, Array.isArray(template.Transform) ? left : left[0]] as const
  })
  return Object.fromEntries(entries.filter(([key]) => key !== 'Transform' || left.length > 0))
}
