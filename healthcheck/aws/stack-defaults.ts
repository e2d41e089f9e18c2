import { parseEnvironment } from '../../schema/environment.ts'
import { defaults } from '../../schema/settings.ts'
import type { HealthcheckWorld } from '../world.ts'
import type { Environment } from './client-configuration.ts'

/** What the parameters of the installed stack set, over the built-in defaults. */
export const readStackDefaults = (environment: Environment): Pick<HealthcheckWorld, 'stackDefaults' | 'problems'> => {
  const { settings, problems } = parseEnvironment(environment)
  return { stackDefaults: { ...defaults, ...settings }, problems: problems.map(({ sentence }) => sentence) }
}
