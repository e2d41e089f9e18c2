import { deploymentTypes } from '../../../sam/deployment-types.ts'
import { didYouMean } from '../../../schema/sentence.ts'
import { UserError } from '../../command-line/user-error.ts'
import type { Gated } from '../../macro/gated.ts'
import { stepsOf } from '../aws/traffic.ts'
import type { Deployable } from './deployable.ts'
import { nothingGated } from './nothing-gated.ts'

/** The gated functions, or those among them that the user named. */
export const gatedAmong = (next: Deployable, names: readonly string[]): readonly Gated[] => {
  if (next.gated.length === 0) throw new UserError(...nothingGated(next))
  const known = next.gated.map(({ web }) => web.logicalId)
  const problems = names
    .filter(name => !known.includes(name))
    .map(name => {
      const alone = next.leftAlone.find(({ logicalId }) => logicalId === name)
      return alone
        ? `--function ${name} is left alone: ${alone.reason.text}.`
        : `--function ${name} is not gated; ${didYouMean(name, known)}`
    })
  if (problems.length > 0) throw new UserError(...problems)
  return names.length === 0 ? next.gated : next.gated.filter(({ web }) => names.includes(web.logicalId))
}

/** A deployment type of the user's choice instead of the template's. */
export const typed =
  (type: string | undefined) =>
  (gated: Gated): Gated => {
    if (type === undefined) return gated
    if (!stepsOf(type)) throw new UserError(`--type is ${type}; ${didYouMean(type, deploymentTypes)}`)
    return { ...gated, deploymentType: type }
  }
