import { type MacroWorld, worldOf } from '../../macro/world.ts'
import { environmentName, parseEnvironment } from '../../schema/environment.ts'
import { closestTo } from '../../schema/sentence.ts'
import { settingNames } from '../../schema/settings.ts'
import { UserError } from '../command-line/user-error.ts'

/**
 * The macro's world as the installed stack would make it: with its defaults, or with what variables such as
 * HEALTHCHECK_PATH say that it sets. A {@link UserError} where one of them is wrong.
 */
export const installedStack = (environment: Record<string, string | undefined>): MacroWorld => {
  const settings = Object.fromEntries(Object.entries(environment).filter(([name]) => name.startsWith(prefix)))
  const problems = [
    ...Object.keys(settings).flatMap(name => misspelled(name) ?? []),
    ...parseEnvironment(settings, environmentName).problems.map(({ sentence }) => sentence),
  ]
  if (problems.length > 0) throw new UserError(...problems)
  return worldOf(settings, () => {})
}

const prefix = 'HEALTHCHECK_'
const known = settingNames.map(environmentName)

/** Other tools may use this prefix too, so only names close to a known one are reported. */
const misspelled = (name: string): string | undefined => {
  if (known.includes(name)) return undefined
  const closest = closestTo(
    name.slice(prefix.length),
    known.map(name => name.slice(prefix.length)),
  )
  return closest && `${name} is unknown; did you mean ${prefix}${closest}?`
}
