import { isPlainMap } from './globals.ts'
import { resolveAsSam } from './intrinsics.ts'
import type { Known } from './known.ts'

/** Whether SAM makes a deployment group of a preference that is in effect. */
export const isEnabled = (preference: unknown, known: Known): boolean =>
  isPlainMap(preference) && Object.keys(preference).length > 0 && !isDisabled(preference, known)

/** Whether a preference has an `Enabled` that SAM treats as false. */
export const isDisabled = (preference: unknown, known: Known): boolean => {
  if (!isPlainMap(preference) || !Object.hasOwn(preference, 'Enabled')) return false
  const enabled = resolveAsSam(preference.Enabled, known)
  return !enabled || enabled === 'false' || enabled === 'False' || isEmpty(enabled)
}

// SAM is written in Python, where an empty list or map is false
const isEmpty = (value: unknown): boolean => typeof value === 'object' && Object.keys(value ?? {}).length === 0
