import schema from '../../schema/settings.schema.json' with { type: 'json' }
import type { SettingName } from '../../schema/settings.ts'

/** What settings.schema.json says about one setting. */
export type Property = {
  title: string
  description: string
  /** Which group of the installed stack's parameters it belongs to. */
  'x-group': string
  type: string
  pattern?: string
  enum?: string[]
  minimum?: number
  maximum?: number
  default?: unknown
  examples: unknown[]
  /** What a value has to be, in words that follow "expected". */
  'x-expected'?: string
  /** What YAML makes of a value without quotes, where that is not a string. */
  'x-unquoted'?: { type: string; minimum: number; maximum: number }
  /** A list of values is taken too. */
  'x-list'?: boolean
}

export const properties: Record<SettingName, Property> = schema.properties
