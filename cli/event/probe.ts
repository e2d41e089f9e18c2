import { createEvent } from '../../healthcheck/request.ts'
import { functionsOf } from '../../sam/template.ts'
import { didYouMean, oneOf } from '../../schema/sentence.ts'
import { UserError } from '../command-line/user-error.ts'
import type { Gated } from '../macro/gated.ts'
import { type MacroRun, runMacro } from '../macro/run-macro.ts'
import { transformNotes } from '../macro/transform-order.ts'
import { locatedProblems } from '../template/located.ts'
import type { Source } from '../template/source.ts'

/**
 * The event that the hook sends to a function. The hook's own code makes it from the tags that the macro adds.
 *
 * @param logicalId may be left out where the template has one gated function only
 * @param timeMs since the epoch
 */
export const probeFor = (
  source: Source,
  logicalId: string | undefined,
  env: Record<string, string | undefined>,
  timeMs: number,
): { event: object; warnings: string[] } => {
  const { template, region } = source
  const run = runMacro(source, env)
  if (run.problems.length > 0) throw new UserError(...locatedProblems(template, run.problems))
  const { by, probe } = chosen(logicalId, run)
  if (probe.obstacle) throw new UserError(probe.obstacle)
  return {
    event: createEvent(probe, { accountId: run.sent.accountId, region }, timeMs),
    warnings: [...(by === 'macro' ? transformNotes(template) : []), ...probe.problems],
  }
}

const chosen = (logicalId: string | undefined, { gated, plans, fragment }: MacroRun): Gated => {
  const names = gated.map(({ web }) => web.logicalId)
  const expected = names.length > 0 ? `expected ${oneOf(names)}.` : 'the template has no gated function.'
  const [first] = gated
  if (logicalId === undefined && first && gated.length === 1) return first
  if (logicalId === undefined) throw new UserError(`FUNCTION is missing; ${expected}`)
  const found = gated.find(({ web }) => web.logicalId === logicalId)
  if (found) return found
  const plan = plans.find(({ web }) => web.logicalId === logicalId)
  if (plan?.kind === 'left alone') throw new UserError(`${logicalId} is not gated: ${plan.reason.text}.`)
  const all = functionsOf(fragment.Resources).map(web => web.logicalId)
  const suggestion = all.length > 0 ? didYouMean(logicalId, all) : 'the template has no functions.'
  throw new UserError(`${logicalId} is not a function of the template; ${suggestion}`)
}
