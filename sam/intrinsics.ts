import { dig, isMap, isScalar, type JsonMap, own, textOf } from '../schema/json.ts'
import { conditionHolds, type FoundConditions } from './conditions.ts'
import type { Known } from './known.ts'
import { isIntrinsic } from './template.ts'

/** The value of an intrinsic function from its argument; undefined where it is not known. */
type Evaluation = (argument: unknown, evaluate: (value: unknown) => unknown, known: Known) => unknown

const evaluations: Record<string, Evaluation> = {
  Ref: (name, _, { parameters, pseudo }) =>
    typeof name === 'string' ? (own(parameters, name) ?? own(pseudo, name)) : undefined,

  'Fn::FindInMap': (lookup, evaluate, { mappings }) => {
    const keys = Array.isArray(lookup) && lookup.length === 3 ? lookup.map(evaluate) : []
    return keys.length > 0 && keys.every(key => typeof key === 'string') ? dig(mappings, ...keys) : undefined
  },

  'Fn::Sub': (argument, evaluate, known) => {
    const [text, variables] = [argument].flat()
    if (typeof text !== 'string') return undefined
    const values = isMap(variables) ? (evaluate(variables) as JsonMap) : {}
    const variable = (name: string) => own(values, name) ?? evaluations.Ref?.(name, evaluate, known)
    const names = Array.from(text.matchAll(substitution), ([, name = '']) => name).filter(name => !name.startsWith('!'))
    if (!names.every(name => isScalar(variable(name.trim())))) return undefined
    // split by a pattern with one group: the names stand between the texts
    const parts = text.split(substitution).map((part, i) => {
      if (i % 2 === 0) return part
      return part.startsWith('!') ? `\${${part.slice(1)}}` : textOf(variable(part.trim()))
    })
    return joined(parts, '')
  },

  'Fn::Join': (argument, evaluate) => {
    const [delimiter, list] = Array.isArray(argument) ? argument : []
    const parts = evaluate(list)
    const isKnown = typeof delimiter === 'string' && Array.isArray(parts) && parts.every(isScalar)
    return isKnown ? joined(parts.map(textOf), delimiter) : undefined
  },

  'Fn::Select': (argument, evaluate) => {
    const [index, list] = Array.isArray(argument) ? argument.map(evaluate) : []
    return Array.isArray(list) ? list[Number(index)] : undefined
  },

  'Fn::Split': (argument, evaluate) => {
    const [delimiter, text] = Array.isArray(argument) ? argument.map(evaluate) : []
    return typeof delimiter === 'string' && typeof text === 'string' ? text.split(delimiter) : undefined
  },

  'Fn::If': (argument, evaluate, known) => {
    const [condition, then, otherwise] = Array.isArray(argument) ? argument : []
    const holds = conditionHolds(condition, known.conditions, evaluate, foundIn(known))
    return holds === undefined ? undefined : evaluate(holds ? then : otherwise)
  },
}

const found = new WeakMap<Known, FoundConditions>()

const foundIn = (known: Known): FoundConditions => {
  const before = found.get(known)
  if (before) return before
  const conditions: FoundConditions = new Map()
  found.set(known, conditions)
  return conditions
}

/** Parameters have up to 4,096 bytes, so that a megabyte of references could become gigabytes. */
const longestText = 1_000_000

/** The parts as one text, unless it is longer than a template can be. */
const joined = (parts: readonly string[], delimiter: string): string | undefined =>
  parts.reduce((length, part) => length + part.length + delimiter.length, 0) > longestText
    ? undefined
    : parts.join(delimiter)

/** `${Name}`, or `${!Name}` for the text itself. */
const substitution = /\$\{([^{}]*)\}/g

/**
 * What CloudFormation makes of a value, as far as it is known before deployment; the rest stays as it is written.
 * Entries that are `AWS::NoValue` are removed from their map or list.
 */
export const resolve = (value: unknown, known: Known): unknown => {
  const evaluate = (inner: unknown) => resolve(inner, known)
  if (Array.isArray(value)) return value.map(evaluate).filter(isValue)
  if (!isMap(value)) return value
  if (isIntrinsic(value)) return evaluated(value, evaluations, evaluate, known)
  const entries = Object.entries(value).map(([key, entry]) => [key, evaluate(entry)] as const)
  return Object.fromEntries(entries.filter(([, entry]) => isValue(entry)))
}

/**
 * What SAM itself makes of a value while it transforms a template: it resolves Ref to a parameter, to the Region or
 * partition, and Fn::FindInMap of these. Anything else it takes as it is written, whatever CloudFormation makes of it later.
 * https://github.com/aws/serverless-application-model/blob/develop/samtranslator/sdk/parameter.py
 */
export const resolveAsSam = (value: unknown, known: Known): unknown =>
  isIntrinsic(value) ? evaluated(value, evaluationsOfSam, inner => resolveAsSam(inner, known), known) : value

const evaluationsOfSam: Record<string, Evaluation> = {
  Ref: (name, evaluate, known) =>
    name === 'AWS::AccountId' || name === 'AWS::URLSuffix' || name === 'AWS::StackName'
      ? undefined
      : evaluations.Ref?.(name, evaluate, known),
  'Fn::FindInMap': (lookup, evaluate, known) => evaluations['Fn::FindInMap']?.(lookup, evaluate, known),
}

const evaluated = (
  value: JsonMap,
  table: Record<string, Evaluation>,
  evaluate: (value: unknown) => unknown,
  known: Known,
): unknown => {
  const [name = '', argument] = Object.entries(value)[0] ?? []
  const evaluation = Object.hasOwn(table, name) ? table[name] : undefined
  const found = evaluation?.(argument, evaluate, known)
  return found === undefined ? value : found
}

/** The name of the parameter, pseudo parameter or resource that a Ref names. */
export const refName = (value: unknown): string | undefined => {
  const name = isIntrinsic(value) ? own(value, 'Ref') : undefined
  return typeof name === 'string' ? name : undefined
}

export const isNoValue = (value: unknown): boolean => refName(value) === 'AWS::NoValue'

const isValue = (value: unknown): boolean => !isNoValue(value)
