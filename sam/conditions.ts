import { isMap, isScalar, own, textOf } from '../schema/json.ts'

/** What is found out about conditions already: each may be defined by others, and these by others again. */
export type FoundConditions = Map<string, boolean | undefined>

/** Whether a condition of the template holds; undefined where only a deployment can tell. */
export const conditionHolds = (
  name: unknown,
  conditions: unknown,
  evaluate: (value: unknown) => unknown,
  found: FoundConditions,
): boolean | undefined => {
  if (typeof name !== 'string' || found.has(name)) return found.get(String(name))
  // a condition that is defined by itself is for CloudFormation to refuse
  found.set(name, undefined)

  const holds = (expression: unknown): boolean | undefined => {
    const [entry] = isMap(expression) ? Object.entries(expression) : []
    const [operator, operand] = entry ?? []
    if (operator === 'Condition') return conditionHolds(operand, conditions, evaluate, found)
    const operands = Array.isArray(operand) ? operand : []
    if (operator === 'Fn::Equals') return equal(operands.map(evaluate))
    const results = operands.map(holds)
    if (operator === 'Fn::Not') return results[0] === undefined ? undefined : !results[0]
    if (operator === 'Fn::And') return decided(results, false)
    return operator === 'Fn::Or' ? decided(results, true) : undefined
  }

  const result = holds(own(conditions, name))
  found.set(name, result)
  return result
}

const equal = ([one, other]: unknown[]): boolean | undefined =>
  isScalar(one) && isScalar(other) ? textOf(one) === textOf(other) : undefined

/** Of And, one false result decides; of Or, one true result. */
const decided = (results: (boolean | undefined)[], deciding: boolean): boolean | undefined => {
  if (results.includes(deciding)) return deciding
  return results.includes(undefined) || results.length === 0 ? undefined : !deciding
}
