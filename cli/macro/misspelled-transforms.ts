import leven from 'leven'
import { samTransform, transformsOf } from '../../sam/transform-section.ts'
import type { JsonMap } from '../../schema/json.ts'
import { macroName } from '../../schema/macro-name.ts'

/** An entry of the Transform section that can only be one of the two that count, misspelled. */
type MisspelledTransform = { index: number; name: string; meant: string; message: string }

/** CloudFormation knows no transform of such a name, and fails the change set. */
export const misspelledTransforms = (template: JsonMap): MisspelledTransform[] =>
  transformsOf(template).flatMap((name, index) => {
    const meant = meantBy(name.trim().toLowerCase())
    return meant === undefined || meant === name
      ? []
      : [{ index, name, meant, message: `Transform lists ${name}; did you mean ${meant}?` }]
  })

const meantBy = (name: string): string | undefined => {
  if (leven(name, macroName.toLowerCase()) <= 2) return macroName
  return name.startsWith('aws::serverless') || leven(name, samTransform.toLowerCase()) <= 3 ? samTransform : undefined
}
