/** A template in JSON, whose numbers are JSON's own; undefined for any other text. */
export const parseJson = (text: string): unknown => {
  if (!/^\s*[[{]/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
