import { shown } from '../schema/sentence.ts'

const maxKeys = 12

/** `a map with the keys statusCode, body` */
export const keysOf = (map: Record<string, unknown>): string => {
  const keys = Object.keys(map)
  if (keys.length === 0) return 'an empty map'
  const others = keys.length > maxKeys ? ` and ${keys.length - maxKeys} others` : ''
  return `a map with the keys ${keys.slice(0, maxKeys).map(shown).join(', ')}${others}`
}
