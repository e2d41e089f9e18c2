import type { Path } from '../../schema/problem.ts'
import type { MacroRun } from '../macro/run-macro.ts'
import type { Position } from '../template/locate.ts'
import type { Template } from '../template/template.ts'

/** One kind of problem that surfaces later. The letter of the ID is the level: WHE… errors, WHW… warnings, WHI… informational. */
export type Rule = {
  id: `WH${'E' | 'W' | 'I'}${number}`
  /** What is found, in a few words. */
  title: string
  meaning: string
  fix: string
  /** Where AWS says so. */
  source: string
  find(subject: Subject): Remark[]
}

/** A template with what the macro makes of it. */
export type Subject = Omit<MacroRun, 'sent'> & { template: Template; value: Template['value'] }

/**
 * `path` is what the remark is written at; `about` the function whose IgnoreChecks silences it as well; `position` where
 * no path leads there.
 */
export type Remark = { path: Path; message: string; about?: string; position?: Position }

export type Finding = { rule: Rule; file: string; position: Position; path: Path; message: string }

export type Level = 'error' | 'warning' | 'informational'
export const levelOf = ({ id }: Pick<Rule, 'id'>): Level => levels[id.slice(0, 3)] ?? 'error'
const levels: Record<string, Level> = { WHE: 'error', WHW: 'warning', WHI: 'informational' }
