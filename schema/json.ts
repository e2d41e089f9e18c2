/** A JSON map from outside: its keys may be anything, `__proto__` and `constructor` among them. */
export type JsonMap = Record<string, unknown>

export const isMap = (value: unknown): value is JsonMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Text, a number or a boolean: a leaf that a template may write in either form, such as `200` and `'200'`. */
export const isScalar = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value)

/** The map's own entry, never what every object inherits. */
export const own = (map: unknown, key: string): unknown =>
  isMap(map) && Object.hasOwn(map, key) ? map[key] : undefined

/** The value at a path of keys, undefined where one of them is missing. */
export const dig = (value: unknown, ...path: string[]): unknown => path.reduce(own, value)

/** A scalar as text, anything else as JSON: JavaScript's own `String` throws for a map with a key `toString`. */
export const textOf = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value))

/** Whether maps and lists stand within each other for more than so many levels. */
export const isDeeperThan = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some(entry => isDeeperThan(entry, levels - 1)))
