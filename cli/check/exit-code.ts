import { type Finding, type Level, levelOf } from './rule.ts'

/** What each level adds to the exit code, as in cfn-lint. */
const bits: Record<Level, number> = { error: 2, warning: 4, informational: 8 }

/** The levels that count, by the name of the lowest. */
export const severities: Record<string, readonly Level[]> = {
  informational: ['error', 'warning', 'informational'],
  warning: ['error', 'warning'],
  error: ['error'],
  none: [],
}

export const exitCodeOf = (findings: readonly Finding[], lowest = 'informational'): number =>
  (severities[lowest] ?? [])
    .filter(level => findings.some(({ rule }) => levelOf(rule) === level))
    .reduce((code, level) => code | bits[level], 0)
