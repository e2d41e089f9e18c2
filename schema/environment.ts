import { type ParsedSettings, parseSettings } from './parse-settings.ts'
import { type SettingName, settingNames } from './settings.ts'

/** `TimeoutSeconds` → `HEALTHCHECK_TIMEOUT_SECONDS`: how the installed stack passes a parameter to its functions. */
export const environmentName = (setting: SettingName): string =>
  `HEALTHCHECK_${setting.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()}`

/**
 * Settings that the installed stack's parameters set. An empty variable is a parameter that was left empty.
 *
 * @param nameOf what a message calls a setting, for the reader of that message
 */
export const parseEnvironment = (
  environment: Record<string, string | undefined>,
  nameOf: (setting: SettingName) => string = setting => `The installed stack's ${setting}`,
): ParsedSettings =>
  parseSettings(
    Object.fromEntries(
      settingNames
        .map(name => [name, environment[environmentName(name)]] as const)
        .filter(([, value]) => value !== undefined && value !== ''),
    ),
    { path: [], nameOf: ([setting]) => nameOf(setting as SettingName) },
  )
