import type { DecidedMode } from '../schema/settings.ts'
import type { ProbeRequest } from './probe-request.ts'
import type { LayeredSettings } from './settings.ts'

/**
 * Whether the Matcher decides or the comparison with the live version: a status code says little about a request that
 * only the macro chose. A function behind an authorizer never sees a request without a caller, so it is always compared,
 * unless its author says otherwise on the function itself.
 */
export const modeOf = (
  { settings, written, chosen }: LayeredSettings,
  { choice, path, authorizer }: Pick<ProbeRequest, 'choice' | 'path' | 'authorizer'>,
): DecidedMode => {
  const { mode } = settings
  if (mode === 'Warn' || mode === 'Compare') return mode
  if (choice === 'set' || written.mode === 'Enforce') return 'Enforce'
  if (authorizer) return 'Compare'
  const isSet =
    chosen.matcher !== undefined ||
    chosen.searchString !== undefined ||
    (chosen.path !== undefined && chosen.path === path)
  return mode === 'Enforce' || choice === 'literal' || isSet ? 'Enforce' : 'Compare'
}
