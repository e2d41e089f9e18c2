/** Whether all that is in one value is in the other, in its place and order; lists may have grown at their end. */
export const contains = (larger: unknown, smaller: unknown): boolean => {
  if (typeof smaller !== 'object' || smaller === null) return larger === smaller
  if (typeof larger !== 'object' || larger === null || Array.isArray(larger) !== Array.isArray(smaller)) return false
  const keys = Object.keys(larger).filter(key => Object.hasOwn(smaller, key))
  return (
    keys.join() === Object.keys(smaller).join() &&
    keys.every(key => contains((larger as Record<string, unknown>)[key], (smaller as Record<string, unknown>)[key]))
  )
}
