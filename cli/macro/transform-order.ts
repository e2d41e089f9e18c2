import { samTransform, transformsOf } from '../../sam/transform-section.ts'
import type { JsonMap } from '../../schema/json.ts'
import { macroName } from '../../schema/macro-name.ts'
import type { Template } from '../template/template.ts'
import { misspelledTransforms } from './misspelled-transforms.ts'

/** As a template should have it. */
export const bothTransforms = `Transform: [${macroName}, ${samTransform}]`

export const callsMacro = (template: JsonMap): boolean => transformsOf(template).includes(macroName)

/** Whether the macro gets the functions as SAM transformed them. */
export const isAfterSam = (template: JsonMap): boolean => {
  const [ours, sams] = positions(template)
  return sams >= 0 && sams < ours
}

/** Why CloudFormation does not call the macro, or not as it has to: one sentence each. */
export const transformNotes = ({ file, value, at }: Template): string[] => {
  const misspelled = misspelledTransforms(value).map(
    ({ index, name, meant }) =>
      `${at(['Transform', index])} Transform lists ${name}, so none of this takes effect; did you mean ${meant}?`,
  )
  if (misspelled.length > 0) return misspelled
  const [ours, sams] = positions(value)
  const nothing = `so none of this takes effect; expected ${bothTransforms}.`
  if (transformsOf(value).length === 0) return [`${file} has no Transform, ${nothing}`]
  if (ours < 0) return [`${at(['Transform'])} Transform does not list ${macroName}, ${nothing}`]
  return sams < 0 ? [`${at(['Transform'])} Transform does not list ${samTransform}; expected ${bothTransforms}.`] : []
}

const positions = (template: JsonMap): [ours: number, sams: number] => {
  const names = transformsOf(template)
  return [names.indexOf(macroName), names.indexOf(samTransform)]
}
