import { transformsOf } from '../../../sam/transform-section.ts'
import { allOf } from '../../../schema/sentence.ts'
import { misspelledTransforms } from '../../macro/misspelled-transforms.ts'
import { bothTransforms, callsMacro } from '../../macro/transform-order.ts'
import { located } from '../../template/located.ts'
import type { Deployable } from './deployable.ts'

/** Why a template has nothing to rehearse. */
export const nothingGated = ({ template, leftAlone }: Deployable): string[] => {
  const { file, value } = template
  const transforms = transformsOf(value)
  const misspelled = misspelledTransforms(value).map(
    ({ index, message }) => `${template.at(['Transform', index])} ${message}`,
  )
  if (misspelled.length > 0) return misspelled
  const why = leftAlone.map(({ logicalId, path, reason }) =>
    located(template, path, `${logicalId} is left alone: ${reason.text}.`),
  )
  const first = callsMacro(value)
    ? `${file} has no gated function${leftAlone.length > 0 ? '.' : '; expected an AWS::Serverless::Function with an Api or HttpApi event.'}`
    : `${file} has no gated function, because Transform is ${allOf(transforms) || 'not set'}; expected ${bothTransforms}.`
  return [first, ...why]
}
