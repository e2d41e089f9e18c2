import { own } from '../../schema/json.ts'
import { macroName } from '../../schema/macro-name.ts'
import { misspelledTransforms } from '../macro/misspelled-transforms.ts'
import type { MacroRun } from '../macro/run-macro.ts'
import { callsMacro } from '../macro/transform-order.ts'
import type { Template } from '../template/template.ts'
import { levelOf, type Rule, type Subject } from './rule.ts'

/**
 * The subject of each rule. A template that does not call the macro is deployed without it: what the macro would do
 * is for informational checks only, and a template that has nothing to do with it passes.
 *
 * @param asIf the user asks what would happen with the macro
 */
export const subjectFor = (template: Template, run: MacroRun, asIf: boolean): ((rule: Rule) => Subject | undefined) => {
  const { value } = template
  const called: Subject = { ...run, template, value }
  if (asIf || isMeantFor(value)) return () => called
  const wired = run.gated.filter(({ by }) => by === 'author')
  const uncalled: Subject = { ...called, plans: [], problems: [], gated: wired }
  return rule => {
    if (levelOf(rule) === 'informational') return called
    return wired.length > 0 ? uncalled : undefined
  }
}

/** Where the macro is called, or was meant to be: by another spelling, or with settings for it. */
const isMeantFor = (value: Template['value']): boolean =>
  callsMacro(value) ||
  misspelledTransforms(value).some(({ meant }) => meant === macroName) ||
  [value, ...Object.values(value.Resources)].some(part => own(own(part, 'Metadata'), macroName) !== undefined)
