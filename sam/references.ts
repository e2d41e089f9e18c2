import { isMap, own, textOf } from '../schema/json.ts'
import type { Path } from '../schema/problem.ts'
import { refName, resolve } from './intrinsics.ts'
import type { Known } from './known.ts'

/** A place that names a resource by its logical ID, in which variables of loops may stand. */
export type Reference = {
  logicalId: string
  /** As the template has it, in the short form. */
  written: string
  /** An alias or version follows the name. */
  qualified: boolean
  /** Plain text outside of Fn::Sub, or a bare `${Site}` within some other text: it may not name a resource at all. */
  doubtful: boolean
  path: Path
}

/** All references within a value, in the order of the template. */
export const referencesIn = (value: unknown, path: Path = []): Reference[] => {
  if (typeof value === 'string') return inText(value, path, {}).map(reference => ({ ...reference, doubtful: true }))
  if (Array.isArray(value)) return value.flatMap((entry, i) => referencesIn(entry, [...path, i]))
  if (!isMap(value)) return []
  return Object.entries(value).flatMap(([key, entry]) => {
    const at = [...path, key]
    if (key === 'Ref') return [referred(logicalIdOf(entry) ?? '', at)]
    if (key === 'Fn::GetAtt') return attribute([entry].flat().map(logicalIdOf).join('.'), at)
    if (key === 'Fn::Sub') return substituted(entry, at)
    return key === 'Fn::Join' ? joined(entry, at) : referencesIn(entry, at)
  })
}

/** AWS::LanguageExtensions accepts `!Sub Site${Name}` as a logical ID. */
export const logicalIdOf = (value: unknown): string | undefined => {
  const text = own(value, 'Fn::Sub') ?? value
  return typeof text === 'string' ? text : undefined
}

/** SAM's own spelling of a resource that it makes for a function is `!Ref Site.Alias`. */
const referred = (name: string, path: Path): Reference => {
  const [logicalId = '', part] = name.split('.')
  return { logicalId, written: `!Ref ${name}`, qualified: part !== undefined, doubtful: false, path }
}

const attribute = (name: string, path: Path): Reference[] => {
  const [logicalId = '', part, ...others] = name.split('.')
  if (part !== 'Arn' || others.length > 0) return []
  return [{ logicalId, written: `!GetAtt ${name}`, qualified: false, doubtful: false, path }]
}

/** What a variable names is qualified if an alias follows each use of the variable. */
const substituted = (argument: unknown, path: Path): Reference[] => {
  const [text, variables] = Array.isArray(argument) ? argument : [argument]
  if (typeof text !== 'string') return referencesIn(argument, path)
  return [
    ...inText(text, path, variables),
    ...Object.entries(isMap(variables) ? variables : {}).flatMap(([name, value]) => {
      const isFollowed = text.includes(`\${${name}}:`) && !text.replaceAll(`\${${name}}:`, '').includes(`\${${name}}`)
      return referencesIn(value, [...path, 1, name]).map(reference => qualifiedIf(isFollowed, reference))
    }),
  ]
}

const inText = (text: string, path: Path, variables: unknown): Reference[] =>
  Array.from(text.matchAll(substitution)).flatMap(([written, logicalId = '', part, colon]) => {
    if (own(variables, logicalId) !== undefined) return []
    const isWhole = text === `\${${logicalId}}` || text.includes(`function:\${${logicalId}}`)
    return [
      {
        logicalId,
        written: written.replace(/:$/, ''),
        qualified: colon === ':' || part === '.Alias',
        doubtful: part === undefined && !isWhole,
        path,
      },
    ]
  })

/** `${Site}`, `${Site.Arn}` or `${Site.Alias}`; the name may hold a variable of a loop, as `Site${Name}`. */
const substitution = /\$\{((?:\w|[$&]\{\w+\})+)(\.Arn|\.Alias)?\}(:?)/g

/** `!Join [':', [!GetAtt Site.Arn, live]]` is qualified as the equal `!Sub` is. */
const joined = (argument: unknown, path: Path): Reference[] => {
  const [delimiter, parts] = Array.isArray(argument) ? argument : []
  if (!Array.isArray(parts)) return referencesIn(argument, path)
  return parts.flatMap((part, i) => {
    const [next]: unknown[] = [own(parts[i + 1], 'Fn::Sub') ?? parts[i + 1]].flat()
    const follows = i + 1 < parts.length ? `${textOf(delimiter)}${typeof next === 'string' ? next : ''}` : ''
    return referencesIn(part, [...path, 1, i]).map(reference => qualifiedIf(follows.startsWith(':'), reference))
  })
}

const qualifiedIf = (isQualified: boolean, reference: Reference): Reference => ({
  ...reference,
  qualified: reference.qualified || isQualified,
})

/** What the ARNs in a value name by FunctionName, but for an alias or version. */
export const functionNamesIn = (value: unknown, known: Known): string[] =>
  textsIn(value, known).flatMap(text => Array.from(text.matchAll(functionArn), ([, name = '']) => name))

/** `…:function:site` at the end of an ARN; the name may hold `${AWS::StackName}`. */
const functionArn = /:function:((?:\$\{[^${}]*\}|[^:/${}])+)(?=\/|$)/g

const textsIn = (value: unknown, known: Known): string[] => {
  const text = nameOf(value, known)
  if (text !== '') return [text]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(entry => textsIn(entry, known)) : []
}

/** A value as the text of an Fn::Sub, with what is known filled in; empty if it is not text. */
export const nameOf = (value: unknown, known: Known): string => {
  const found = resolve(value, known)
  const name = refName(found)
  if (name !== undefined) return `\${${name}}`
  const join = own(found, 'Fn::Join')
  if (Array.isArray(join) && typeof join[0] === 'string' && Array.isArray(join[1]))
    return join[1].map(part => nameOf(part, known)).join(join[0])
  const text = [own(found, 'Fn::Sub') ?? found].flat()[0]
  if (typeof text !== 'string') return ''
  return text.replace(/\$\{([\w:]+)\}/g, (written, name) => {
    const parameter = resolve({ Ref: name }, known)
    return typeof parameter === 'object' ? written : textOf(parameter)
  })
}
