import schema from './settings.schema.json' with { type: 'json' }

/**
 * All settings of one function, complete. Times are in seconds, thresholds in consecutive attempts.
 * The names are those of settings.schema.json with a small first letter.
 */
export type Settings = {
  enabled: boolean
  path: string
  method: 'GET' | 'HEAD' | 'POST'
  host: string
  matcher: string
  /** Absent: the body is not checked. */
  searchString?: string
  timeoutSeconds: number
  intervalSeconds: number
  healthyThresholdCount: number
  unhealthyThresholdCount: number
  payloadFormatVersion: 'Auto' | '1.0' | '2.0' | 'ALB'
  deploymentType: string
  aliasName: string
  mode: Mode
  authorizers: 'Probe' | 'Skip'
  rollbackAlarm: boolean
  stackGate: boolean
  publishOn: 'Change' | 'Code'
}

/** `Auto` is for the macro, which knows the routes: {@link modeWithoutRoutes} is what it means to the hook. */
export type Mode = 'Auto' | 'Enforce' | 'Compare' | 'Warn'
export type DecidedMode = Exclude<Mode, 'Auto'>

/** The mode of a function whose routes are not known, such as one that was wired by hand. */
export const modeWithoutRoutes = (mode: Mode): DecidedMode => (mode === 'Auto' ? 'Enforce' : mode)

export type SettingName = keyof typeof schema.properties
/** One setting in settings.schema.json. */
export type SettingProperty = {
  type: string
  enum?: string[]
  minimum?: number
  maximum?: number
  default?: unknown
  'x-list'?: boolean
}
export const settingProperties: Record<string, SettingProperty> = schema.properties

export const settingNames = Object.keys(settingProperties) as SettingName[]

/** `TimeoutSeconds` as a template spells it → `timeoutSeconds` as the code does. */
export const fieldName = (setting: SettingName): Uncapitalize<SettingName> =>
  (setting.charAt(0).toLowerCase() + setting.slice(1)) as Uncapitalize<SettingName>

/** Settings under the names that the code has for them. */
export const fieldsOf = (values: Record<string, unknown>): Partial<Settings> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [fieldName(name as SettingName), value]))

/** The defaults of settings.schema.json. */
export const defaults = fieldsOf(
  Object.fromEntries(
    Object.entries(settingProperties).flatMap(([name, property]) =>
      'default' in property ? [[name, property.default]] : [],
    ),
  ),
) as Settings
