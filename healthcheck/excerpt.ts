import { isMap } from '../schema/json.ts'
import { keysOf } from './keys.ts'
import { parseJson } from './response/proxy.ts'

/** In bytes: what the log holds of anything that a function made. */
const loggedBytes = 1_024

/** The beginning of what a function made, at most 1 KB. */
export const beginning = (bytes: Uint8Array): string =>
  // cut within a character, its first bytes would become U+FFFD
  new TextDecoder().decode(bytes.subarray(0, loggedBytes), { stream: true })

/** The same of a text. A character has at least one byte, so that no more has to be encoded. */
export const beginningOf = (text: string): string => beginning(Buffer.from(text.slice(0, loggedBytes)))

/** A payload for the log: the keys of a map, whose values may be personal, or the beginning of anything else. */
export const excerptOf = (payload: Buffer): string => {
  const value = parseJson(payload)
  return isMap(value) ? keysOf(value) : beginning(payload)
}
