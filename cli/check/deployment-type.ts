import leven from 'leven'
import { deploymentTypes } from '../../sam/deployment-types.ts'
import { effective } from '../../sam/globals.ts'
import { resolve } from '../../sam/intrinsics.ts'
import { propertyPath, resourcePath } from '../../sam/paths.ts'
import { shownText } from '../../sam/shown.ts'
import { functionsOf } from '../../sam/template.ts'
import { transformPath } from '../../sam/transform-section.ts'
import { dig, own } from '../../schema/json.ts'
import { macroName } from '../../schema/macro-name.ts'
import type { Path } from '../../schema/problem.ts'
import type { Remark, Subject } from './rule.ts'

/** Deployment types that can only be SAM's, misspelled: as a setting of the macro or in a DeploymentPreference. */
export const misspelledTypes = ({ value, known }: Subject): Remark[] => {
  const remark = (written: unknown, subject: string, path: Path, about?: string): Remark[] => {
    const type = resolve(written, known)
    const meant = typeof type === 'string' ? meantBy(type) : undefined
    return meant
      ? [
          {
            path,
            message: `${subject} is ${shownText(written, known)}; did you mean ${meant}?`,
            ...(about && { about }),
          },
        ]
      : []
  }
  const transform = transformPath(value, macroName)
  const written = [value.Transform].flat()[Number(transform[1] ?? 0)]
  return [
    ...remark(dig(written, 'Parameters', 'DeploymentType'), `Transform.${macroName}.Parameters.DeploymentType`, [
      ...transform,
      'Parameters',
      'DeploymentType',
    ]),
    ...functionsOf(value.Resources).flatMap(web => {
      const { logicalId } = web
      const metadata = ['Metadata', macroName, 'DeploymentType']
      const preference = ['DeploymentPreference', 'Type']
      return [
        ...remark(
          dig(web.resource, ...metadata),
          [logicalId, ...metadata].join('.'),
          resourcePath(web, ...metadata),
          logicalId,
        ),
        ...remark(
          own(effective(value, web, 'DeploymentPreference'), 'Type'),
          propertyPath(value, web, ...preference)
            .slice(-3)
            .join('.')
            .replace(/^Properties/, logicalId),
          propertyPath(value, web, ...preference),
          logicalId,
        ),
      ]
    }),
  ]
}

/** Other digits mean another configuration, which may be the user's own. */
const meantBy = (type: string): string | undefined => {
  const digits = (name: string) => name.replace(/\D+/g, ' ').trim()
  return deploymentTypes.find(
    name => name !== type && digits(name) === digits(type) && leven(name.toLowerCase(), type.toLowerCase()) <= 2,
  )
}
