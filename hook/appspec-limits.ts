import { InvalidAppSpecError } from './appspec-error.ts'

/** Enough for an AppSpec with a thousand functions. */
const maxCharacters = 1_000_000
const maxValues = 20_000
const maxDepth = 20

/** @throws InvalidAppSpecError */
export const requireLength = (content: string): void => {
  if (content.length > maxCharacters)
    throw new InvalidAppSpecError(`The AppSpec has ${content.length} characters; expected at most ${maxCharacters}.`)
}

/**
 * Refuses what would take forever to walk through: a few lines of YAML that refer to each other make billions of values.
 *
 * @throws InvalidAppSpecError
 */
export const requireFiniteValues = (appSpec: unknown): void => {
  let values = 0
  const pending = [{ value: appSpec, depth: 0 }]
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { value, depth } = next
    values++
    if (values > maxValues) throw new InvalidAppSpecError(`The AppSpec has more than ${maxValues} values.`)
    if (depth > maxDepth) throw new InvalidAppSpecError(`The AppSpec has more than ${maxDepth} levels.`)
    if (typeof value !== 'object' || value === null) continue
    const children = Object.values(value)
    if (children.length > maxValues) throw new InvalidAppSpecError(`The AppSpec has more than ${maxValues} values.`)
    for (const child of children) pending.push({ value: child, depth: depth + 1 })
  }
}
