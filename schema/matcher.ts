/** Inclusive, first not above last. */
type Range = { first: number; last: number }
export type Matcher = { ranges: Range[]; problem?: string }

/** `200-299,404` → ranges. Expects text that has the form of the schema; a range that runs backwards is a problem. */
export const parseMatcher = (text: string): Matcher => {
  const ranges = text.split(',').map(part => {
    const [first = Number.NaN, last = first] = part.split('-').map(Number)
    return { first, last }
  })
  const isBackwards = ranges.some(({ first, last }) => first > last)
  return { ranges, ...(isBackwards && { problem: 'expected the lower status code first, as in 200-399.' }) }
}

/** Whether a status code is one of the success codes. */
export const matches = (matcher: string, statusCode: number): boolean =>
  parseMatcher(matcher).ranges.some(({ first, last }) => statusCode >= first && statusCode <= last)
