import { deploymentTypes } from '../sam/deployment-types.ts'
import { refName } from '../sam/intrinsics.ts'
import type { Known } from '../sam/known.ts'
import { isMap, type JsonMap, textOf } from '../schema/json.ts'
import { isFromFixedSet } from '../schema/parse-settings.ts'
import { shown } from '../schema/sentence.ts'
import type { Settings } from '../schema/settings.ts'

/** That a setting, or a part of it, is the value of a parameter. Messages and logs show `text` in its place. */
export type Origin = {
  text: string
  /** The whole of it is, so that a template may have this Ref instead. */
  ref?: JsonMap
}

export type Origins = Partial<Record<keyof Settings, Origin>>

/** What a sentence about a setting says is found there. */
export const foundAt = ({ text, ref }: Origin): string =>
  ref === undefined ? text : `the value of the parameter ${refName(ref)}`

export const refTo = (parameter: string): Origin => ({ text: `\${${parameter}}`, ref: { Ref: parameter } })

/**
 * Which parameters a setting of the Transform section comes from: CloudFormation resolves Refs there before it calls the
 * macro, so that only the values tell. A value that anyone might write, such as `true` or a default, counts as from none.
 */
export const originOf = (name: string, value: unknown, { parameters }: Known): Origin | undefined => {
  if (isCommon(name, value)) return undefined
  const whole = Object.keys(parameters).find(parameter => textsOf(parameters[parameter]).includes(textOf(value)))
  if (whole !== undefined) return refTo(whole)
  const named = withNames(value, parameters)
  return shown(named) === shown(value) ? undefined : { text: typeof named === 'string' ? named : shown(named) }
}

const isCommon = (name: string, value: unknown): boolean =>
  isFromFixedSet(name, value) || (name === 'DeploymentType' && deploymentTypes.some(type => type === value))

/** The NoEcho parameter whose value a setting of the Transform section is, or has in it. */
export const secretIn = (name: string, value: unknown, { secrets }: Known): string | undefined => {
  if (isCommon(name, value)) return undefined
  const leaves = leavesOf(value)
  return Object.keys(secrets).find(secret =>
    textsOf(secrets[secret]).some(text =>
      leaves.some(leaf => leaf === text || (isTelling(text) && leaf.includes(text))),
    ),
  )
}

/** Shorter texts stand within others by chance. */
const isTelling = (text: string): boolean => text.length >= 6

/** A list parameter is known by its entries, and as the text that Fn::Join makes of them. */
const textsOf = (value: unknown): string[] => {
  if (!Array.isArray(value)) return value === undefined || value === '' ? [] : [textOf(value)]
  const entries = value.map(textOf).filter(text => text !== '')
  return [...entries, entries.join(',')].filter(text => text !== '')
}

const leavesOf = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(leavesOf)
  return isMap(value) ? Object.entries(value).flat().flatMap(leavesOf) : [textOf(value)]
}

const withNames = (value: unknown, parameters: JsonMap): unknown => {
  if (Array.isArray(value)) return value.map(entry => withNames(entry, parameters))
  if (isMap(value))
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, withNames(entry, parameters)]))
  const text = textOf(value)
  const found = Object.entries(parameters).flatMap(([name, of]) => textsOf(of).map(part => ({ name, part })))
  const whole = found.find(({ part }) => part === text)
  if (whole) return `\${${whole.name}}`
  const named = found
    .filter(({ part }) => isTelling(part))
    .reduce((named, { name, part }) => named.replaceAll(part, () => `\${${name}}`), text)
  return named === text ? value : named
}
