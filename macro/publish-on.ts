import { effective } from '../sam/globals.ts'
import { resolve, resolveAsSam } from '../sam/intrinsics.ts'
import { propertyPath } from '../sam/paths.ts'
import type { WebFunction } from '../sam/template.ts'
import { versionContents } from '../sam/version-contents.ts'
import type { Settings } from '../schema/settings.ts'
import type { MacroContext } from './context.ts'
import { reasons } from './left-alone.ts'
import type { LayeredSettings } from './settings.ts'
import type { StepResult } from './step.ts'

/**
 * Behind an alias, visitors get what a version holds. SAM publishes one when the URI of the code, or literal environment
 * and memory, change; any other change would reach $LATEST only, and no visitor. So SAM is given a hash of everything
 * that a version holds, and makes the version's logical ID from it.
 *
 * SAM also appends the hash to the function's Description, so that Lambda sees a change and accepts a new version.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html#sam-function-autopublishcodesha256
 */
export const publishOn = (
  web: WebFunction,
  { settings, written }: LayeredSettings,
  context: MacroContext,
): StepResult => {
  const { template, known } = context
  const isSet = (property: string) => effective(template, web, property) !== undefined
  if (publishesOnTags(web, context)) return hashInstead(web, settings, context)
  if (settings.publishOn === 'Code' || ownRules.some(isSet)) return { added: {} }
  // the author of the alias relies on SAM's rule, unless the function itself sets PublishOn
  if (isSet('AutoPublishAlias') && written.publishOn === undefined) return { added: {} }
  if (hasRoom(resolve(effective(template, web, 'Description'), known)))
    return { added: { AutoPublishCodeSha256: versionHash(web, context) } }
  if (written.publishOn === undefined) return { added: {} }
  return {
    problem: {
      code: 'PublishOn.Description',
      path: propertyPath(template, web, 'Description'),
      sentence: `${web.logicalId}.Description is not a text of at most ${maxDescription} characters, and PublishOn: Change needs room in it for a hash; expected a shorter Description, or PublishOn: Code.`,
    },
  }
}

/**
 * With AutoPublishAliasAllProperties SAM requests a new version for new tags too. Lambda publishes none for them, and the
 * deployment that adds the macro's tags would fail: https://github.com/aws/serverless-application-model/issues/3281
 */
const publishesOnTags = (web: WebFunction, { template, known }: MacroContext): boolean => {
  if (effective(template, web, 'AutoPublishCodeSha256') !== undefined) return false
  const all = resolveAsSam(effective(template, web, 'AutoPublishAliasAllProperties'), known)
  return all !== undefined && all !== null && all !== false && all !== 'false'
}

/** SAM takes the hash before its own rule: all that a version holds still publishes one, and tags no longer do. */
const hashInstead = (web: WebFunction, { publishOn }: Settings, context: MacroContext): StepResult => {
  const { template, known } = context
  const takesHash = publishOn !== 'Code' && hasRoom(resolve(effective(template, web, 'Description'), known))
  return takesHash ? { added: { AutoPublishCodeSha256: versionHash(web, context) } } : { reason: reasons.allProperties }
}

/** With these properties the template has a rule of its own. */
const ownRules = ['AutoPublishCodeSha256', 'AutoPublishAliasAllProperties']

const hashLength = 10

/** Lambda takes 256 characters, and SAM needs some of them for a space and the hash. */
const maxDescription = 256 - 1 - hashLength

const hasRoom = (description: unknown): boolean =>
  description === undefined || (typeof description === 'string' && description.length <= maxDescription)

/**
 * The first ten hexadecimal digits of the SHA-256 of what a version of the function would hold; SAM takes as many. A
 * change of this algorithm publishes a new version of every function: test/macro/publish-on.test.ts has known values.
 */
const versionHash = (web: WebFunction, { template, known }: MacroContext): string => {
  // loading it at the start would cost more than the rest of the macro
  const { createHash } = process.getBuiltinModule('node:crypto')
  const contents = JSON.stringify(versionContents(template, web, known))
  return createHash('sha256').update(contents).digest('hex').slice(0, hashLength)
}
