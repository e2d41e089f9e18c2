import { type World, worldOf } from '../macro/world.ts'
import { Mistake } from './mistake.ts'

/**
 * The macro's world as the installed stack would make it: with its defaults, or with what variables such as
 * HEALTHCHECK_PATH say that it sets. A {@link Mistake} where one of them is wrong.
 */
export const installedStack = (environment: Record<string, string | undefined>): World => {
  const settings = Object.entries(environment).filter(([name]) => name.startsWith('HEALTHCHECK_'))
  const problems: string[] = []
  const log = ({ message }: Record<string, unknown>) => void problems.push(String(message))
  const world = worldOf(Object.fromEntries(settings), log)
  if (problems.length > 0) throw new Mistake(...problems)
  return { ...world, log: () => {} }
}
