import type { Input, Terminal } from '../command-line/command.ts'
import { printable } from '../command-line/printable.ts'
import { UserError } from '../command-line/user-error.ts'
import { installedStack } from '../macro/installed-stack.ts'
import { parseOverrides } from '../template/parameters.ts'
import { findOwnTemplate, readOwnTemplate, regionOf, type Source } from '../template/source.ts'
import { exitCodeOf } from './exit-code.ts'
import { filesOf } from './files.ts'
import { formats, isFormat } from './formats.ts'
import { idsOf, matchesId } from './ignore.ts'
import { findingsOf, lint } from './lint.ts'
import { type Finding, levelOf } from './rule.ts'
import { rules } from './rules.ts'
import { summary } from './summary.ts'

/** Checks all templates that were named, prints what was found, and gives the exit code. */
export const checkAll = (input: Input, terminal: Terminal): number => {
  const named = input.positionals.length > 0 ? input.positionals : input.values('template-file')
  const files = filesOf(named.length > 0 ? named : [findOwnTemplate(terminal.cwd)], terminal.cwd)
  const about = { overrides: parseOverrides(input.values('parameter-overrides')), region: regionOf(input, terminal) }
  // a problem in the environment is not a problem of a template
  installedStack(terminal.env)
  const withMacro = input.flag('with-macro')
  const found = files.flatMap(file => checkFile(file, about, terminal, withMacro))
  const ignored = idsIn(input, 'ignore')
  const included = idsIn(input, 'include-checks')
  const wanted = found.filter(({ rule }) => !matchesId(rule, ignored))
  const shown = wanted.filter(({ rule }) => levelOf(rule) !== 'informational' || matchesId(rule, included))
  const format = input.value('format') ?? 'pretty'
  const findings = shown.map(finding => ({ ...finding, message: printable(finding.message) }))
  terminal.out(formats[isFormat(format) ? format : 'pretty'](findings, terminal.paint.out))
  terminal.err(summary({ files: files.length, shown, hidden: wanted.length - shown.length }))
  return exitCodeOf(shown, input.value('non-zero-exit-code'))
}

const checkFile = (
  file: string,
  about: Omit<Source, 'template'>,
  terminal: Terminal,
  withMacro: boolean,
): Finding[] => {
  try {
    return lint({ template: readOwnTemplate(file, terminal), ...about }, terminal.env, withMacro)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return findingsOf(error, file === '-' ? 'stdin' : file)
  }
}

/** The IDs in an option. Each has to be a rule's ID or a prefix of one. */
const idsIn = (input: Input, option: string): string[] => {
  const ids = input.values(option).flatMap(idsOf)
  const unknown = ids.filter(id => !rules.some(rule => rule.id.startsWith(id.toUpperCase())))
  if (unknown.length === 0) return ids
  throw new UserError(
    ...unknown.map(id => `--${option} has ${id}, which is not a check; expected an ID such as WHW3003.`),
  )
}
