import { transform } from '../../macro/transform.ts'
import type { MacroWorld } from '../../macro/world.ts'
import { own } from '../../schema/json.ts'
import type { UserError } from '../command-line/user-error.ts'
import { macroEvent, transformPath } from '../macro/macro-event.ts'
import type { Source } from '../template/source.ts'
import { ignoredIn, isIgnored } from './ignore.ts'
import type { Finding, Remark, Subject } from './rule.ts'
import { unreadable } from './rules/reading.ts'
import { rules } from './rules.ts'

/** All that the rules find in a template and nothing in it says to ignore, in the order of its lines. */
export const lint = (source: Source, stack: MacroWorld): Finding[] => {
  const { template } = source
  const subject = subjectOf(source, stack)
  const ignored = ignoredIn(subject)
  return rules
    .flatMap(rule =>
      once(rule.find(subject).filter(remark => !isIgnored(rule, remark, ignored))).map(
        ({ path, message, position }): Finding => ({
          rule,
          file: template.file,
          position: position ?? template.locate(path),
          path,
          message,
        }),
      ),
    )
    .toSorted((a, b) => a.position.line - b.position.line || a.position.column - b.position.column)
}

/** What stands in Globals is said once, not for each function that it holds for. */
const once = (remarks: Remark[]): Remark[] => {
  const entries = remarks.map(
    remark => [JSON.stringify([remark.path, remark.position, remark.message]), remark] as const,
  )
  return [...new Map(entries.toReversed()).values()].toReversed()
}

const subjectOf = ({ template, overrides, region }: Source, stack: MacroWorld): Subject => {
  const event = macroEvent(template, overrides, region)
  const { plans, problems } = transform({ ...event, transformPath: transformPath(template.value) }, stack)
  const known = { parameters: event.templateParameterValues, mappings: own(template.value, 'Mappings') }
  return { template, value: template.value, known, plans, problems }
}

/** What there is to say about a file that is no template. */
export const findingsOf = ({ found }: UserError, file: string): Finding[] =>
  found.map(problem => {
    const { position, message } =
      typeof problem === 'string' ? { position: { line: 1, column: 1 }, message: problem } : problem
    return { rule: unreadable, file, path: [], position, message }
  })
