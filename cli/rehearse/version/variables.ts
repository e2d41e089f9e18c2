import { resolve } from '../../../sam/intrinsics.ts'
import type { Known } from '../../../sam/known.ts'
import { referencesIn } from '../../../sam/references.ts'
import { isMap, type JsonMap, own, textOf } from '../../../schema/json.ts'
import { standInFor } from './stand-in.ts'

/**
 * The variables of a function. `standIns`: names of those whose value only a deployment knows. `parameters`: those of the
 * template that they need and that have no value.
 */
export type Variables = { values: Record<string, string>; standIns: string[]; parameters: string[] }

/** @param environment the function's property, in effect */
export const variablesOf = (environment: unknown, template: JsonMap, known: Known): Variables => {
  const written = own(environment, 'Variables')
  // variables that are AWS::NoValue are gone here
  const resolved = resolve(isMap(written) ? written : {}, known)
  const entries = Object.entries(isMap(resolved) ? resolved : {}).map(([name, value]) => {
    const certain = textIn(value)
    const isCertain = certain !== undefined && !certain.includes('{{resolve:')
    return { name, text: certain ?? textIn(standInFor(value, template, known)), isCertain }
  })
  return {
    values: Object.fromEntries(entries.flatMap(({ name, text }) => (text === undefined ? [] : [[name, text]]))),
    standIns: entries.flatMap(({ name, isCertain }) => (isCertain ? [] : [name])),
    parameters: parametersIn(resolved, template).filter(name => own(known.parameters, name) === undefined),
  }
}

const parametersIn = (unresolved: unknown, template: JsonMap): string[] => {
  const names = referencesIn(unresolved).map(({ logicalId }) => logicalId)
  return [...new Set(names)].filter(name => own(template.Parameters, name) !== undefined)
}

/** A list becomes one text, as a parameter of a list type does. */
const textIn = (value: unknown): string | undefined => {
  if (Array.isArray(value))
    return value.every(entry => typeof entry !== 'object') ? value.map(textOf).join(',') : undefined
  return typeof value === 'object' || value === undefined ? undefined : textOf(value)
}
