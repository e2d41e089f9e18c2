import leven from 'leven'
import { refName } from '../sam/intrinsics.ts'
import { isIntrinsic } from '../sam/template.ts'
import { isMap, type JsonMap, own } from '../schema/json.ts'
import { didYouMean, oneOf } from '../schema/sentence.ts'
import { defaults, parseSettings, type Settings } from '../schema/settings.ts'

/** What a user wrote in the Transform section and what the installed stack sets: the two outer layers. */
export type Shared = { transform: Partial<Settings>; stack: Partial<Settings>; problems: string[] }

/** All settings of one function, and which of them were written on the function itself. */
export type Layers = { settings: Settings; written: Partial<Settings>; matcherIsSet: boolean; problems: string[] }

export const sharedSettings = (params: unknown, stack: Partial<Settings>, parameters: JsonMap): Shared => {
  const { settings, problems } = parseWritten(params, 'Transform.WebsiteHealthcheck.Parameters', parameters)
  return { transform: settings, stack, problems }
}

/** The settings of a function: the nearer of Metadata, Transform, installed stack and built-in default wins. */
export const settingsOf = (logicalId: string, metadata: unknown, shared: Shared, parameters: JsonMap): Layers => {
  const misspelt = isMap(metadata) ? Object.keys(metadata).filter(key => isNearly(key)) : []
  const subject = `${logicalId}.Metadata.${key}`
  const { settings: written, problems } = parseWritten(withoutIgnored(own(metadata, key)), subject, parameters)
  const { transform, stack } = shared
  const outer = transform.matcher ?? (stack.matcher === defaults.matcher ? undefined : stack.matcher)
  return {
    settings: { ...defaults, ...stack, ...transform, ...written },
    written,
    matcherIsSet: (written.matcher ?? outer) !== undefined,
    problems: [
      ...misspelt.map(name => `${logicalId}.Metadata.${name} is unknown; ${didYouMean(name, [key])}`),
      ...problems,
    ],
  }
}

const key = 'WebsiteHealthcheck'

/** A key of Metadata that can only be a misspelt WebsiteHealthcheck. */
const isNearly = (name: string): boolean => name !== key && leven(name.toLowerCase(), key.toLowerCase()) <= 2

/** IgnoreChecks is for the command line's check alone. */
const withoutIgnored = (written: unknown): unknown => {
  if (!isMap(written)) return written
  const { IgnoreChecks: _, ...settings } = written
  return settings
}

const parseWritten = (written: unknown, subject: string, parameters: JsonMap) => {
  if (written === undefined || written === null) return { settings: {}, problems: [] }
  if (isIntrinsic(written))
    return { settings: {}, problems: [`${subject} is ${Object.keys(written)[0]}; expected a map of settings.`] }
  if (!isMap(written)) return parseSettings(written, subject)
  const problems: string[] = []
  const found: Record<string, string> = {}
  const resolved = Object.entries(written).flatMap(([name, value]) => {
    if (!isIntrinsic(value)) return [[name, value] as const]
    const parameter = refName(value)
    if (parameter !== undefined && Object.hasOwn(parameters, parameter)) {
      found[name] = `the value of the parameter ${parameter}`
      return [[name, parameters[parameter]] as const]
    }
    const what = parameter === undefined ? Object.keys(value)[0] : `a Ref to ${parameter}, which is no parameter`
    problems.push(`${subject}.${name} is ${what}; expected ${oneOf(['a value', 'a Ref to a template parameter'])}.`)
    return []
  })
  const parsed = parseSettings(Object.fromEntries(resolved), subject, found)
  const place = (problem: string) => Object.keys(written).findIndex(name => problem.startsWith(`${subject}.${name} `))
  return {
    settings: parsed.settings,
    problems: [...problems, ...parsed.problems].sort((a, b) => place(a) - place(b)),
  }
}
