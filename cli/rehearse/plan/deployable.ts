import type { LeftAloneReason } from '../../../macro/left-alone.ts'
import type { Known } from '../../../sam/known.ts'
import { resourcePath } from '../../../sam/paths.ts'
import type { Template as FullTemplate } from '../../../sam/template.ts'
import { samTransform, transformPath, transformsOf } from '../../../sam/transform-section.ts'
import { macroName } from '../../../schema/macro-name.ts'
import type { Path } from '../../../schema/problem.ts'
import { UserError } from '../../command-line/user-error.ts'
import type { Gated } from '../../macro/gated.ts'
import { type MacroRun, runMacro } from '../../macro/run-macro.ts'
import { bothTransforms, callsMacro } from '../../macro/transform-order.ts'
import { located, locatedProblems } from '../../template/located.ts'
import type { Source } from '../../template/source.ts'
import type { Template } from '../../template/template.ts'

/** A template after the macro, as SAM will see it. */
export type Deployable = {
  template: Template
  /** The whole of it, with the macro's additions. */
  value: FullTemplate
  /** Includes the values of NoEcho parameters, which the functions need to run, and stand-ins for SSM parameters. */
  known: Known
  gated: Gated[]
  /** The others, with the macro's reasons. */
  leftAlone: NotGated[]
}

/** A function that nothing probes; \`reason\` completes «left alone: ». */
export type NotGated = {
  logicalId: string
  path: Path
  reason: { code: LeftAloneReason['code'] | 'StackGate.Off'; text: string }
}

/** A template as the macro returns it where its Transform names the macro; otherwise as its author wired it. */
export const deployable = (source: Source, env: Record<string, string | undefined>): Deployable => {
  const { template } = source
  const run = runMacro(source, env)
  const known = { ...run.known, parameters: run.sent.templateParameterValues }
  if (!callsMacro(template.value)) {
    const gated = run.gated.filter(({ by }) => by === 'author')
    return { template, value: template.value, known, gated, leftAlone: [] }
  }
  refuse(template, run)
  return { template, value: run.fragment, known, gated: run.gated, leftAlone: leftAloneIn(run) }
}

const refuse = (template: Template, { problems }: MacroRun): void => {
  if (!transformsOf(template.value).includes(samTransform))
    throw new UserError(
      located(
        template,
        transformPath(template.value, macroName),
        `Transform has no ${samTransform}; expected ${bothTransforms}.`,
      ),
    )
  if (problems.length > 0) throw new UserError(...locatedProblems(template, problems))
}

const leftAloneIn = ({ plans, gated }: MacroRun): Deployable['leftAlone'] => {
  const isGated = new Set(gated.map(({ web }) => web.logicalId))
  return plans.flatMap(plan =>
    plan.kind === 'left alone' && !isGated.has(plan.web.logicalId)
      ? [{ logicalId: plan.web.logicalId, path: resourcePath(plan.web), reason: plan.reason }]
      : [],
  )
}
