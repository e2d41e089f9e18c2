import type { UserError } from '../command-line/user-error.ts'
import { runMacro } from '../macro/run-macro.ts'
import type { Source } from '../template/source.ts'
import { ignoredIn, isIgnored } from './ignore.ts'
import type { Finding, Remark } from './rule.ts'
import { unreadable } from './rules/reading.ts'
import { rules } from './rules.ts'
import { subjectFor } from './scope.ts'

type Environment = Record<string, string | undefined>

/**
 * The findings in a template, except those that it ignores, in the order of its lines.
 *
 * @param withMacro as if its Transform section called the macro
 */
export const lint = (source: Source, env: Environment, withMacro = false): Finding[] => {
  const { template } = source
  const subjectOf = subjectFor(template, runMacro(source, env), withMacro)
  const ignored = ignoredIn(template)
  return rules
    .flatMap(rule => {
      const subject = subjectOf(rule)
      const remarks = subject ? rule.find(subject) : []
      return once(remarks.filter(remark => !isIgnored(rule, remark, ignored))).map(
        ({ path, message, position }): Finding => ({
          rule,
          file: template.file,
          position: position ?? template.locate(path),
          path,
          message,
        }),
      )
    })
    .toSorted((a, b) => a.position.line - b.position.line || a.position.column - b.position.column)
}

/** A remark about Globals is reported once, not for each function. */
const once = (remarks: Remark[]): Remark[] => {
  const entries = remarks.map(
    remark => [JSON.stringify([remark.path, remark.position, remark.message]), remark] as const,
  )
  return [...new Map(entries.toReversed()).values()].toReversed()
}

/** The findings about a file that is not a template. */
export const findingsOf = ({ found }: UserError, file: string): Finding[] =>
  found.map(problem => {
    const { position, message } =
      typeof problem === 'string' ? { position: { line: 1, column: 1 }, message: problem } : problem
    return { rule: unreadable, file, path: [], position, message }
  })
