import { type World, worldOf } from '../../macro/world.ts'
import { environmentName } from '../../schema/environment.ts'
import { didYouMean } from '../../schema/sentence.ts'
import { type SettingName, settingNames } from '../../schema/settings.ts'
import { UserError } from '../command-line/user-error.ts'

/**
 * The macro's world as the installed stack would make it: with its defaults, or with what variables such as
 * HEALTHCHECK_PATH say that it sets. A {@link UserError} where one of them is wrong.
 */
export const installedStack = (environment: Record<string, string | undefined>): World => {
  const settings = Object.entries(environment).filter(([name]) => name.startsWith(prefix))
  const problems = settings.flatMap(([name]) => misspelled(name) ?? [])
  const log = ({ message }: Record<string, unknown>) => void problems.push(byVariable(String(message)))
  const world = worldOf(Object.fromEntries(settings), log)
  if (problems.length > 0) throw new UserError(...problems)
  return { ...world, log: () => {} }
}

const prefix = 'HEALTHCHECK_'
const known = settingNames.map(environmentName)

/** Others may have variables of this prefix too: only what is close to one of ours is judged. */
const misspelled = (name: string): string | undefined => {
  if (known.includes(name)) return undefined
  const suggestion = didYouMean(
    name.slice(prefix.length),
    known.map(name => name.slice(prefix.length)),
  )
  return suggestion.startsWith('did')
    ? `${name} is unknown; ${suggestion.replace('mean ', `mean ${prefix}`)}`
    : undefined
}

/** A setting of the installed stack, by the name under which the user of the command line wrote it. */
const byVariable = (sentence: string): string =>
  sentence.replace(/^The installed stack\.(\w+)/, (_, setting: SettingName) => environmentName(setting))
