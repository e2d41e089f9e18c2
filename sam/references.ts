import { own } from '../schema/json.ts'
import { type Known, refName, resolve } from './intrinsics.ts'

/** What a value names by logical ID, but for an alias or version. */
export const logicalIdsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return Array.from(value.matchAll(substitution), ([, id = '']) => id)
  if (typeof value !== 'object' || value === null) return []
  const named = namedBy(value)
  return named === undefined ? Object.values(value).flatMap(logicalIdsIn) : [named]
}

/** `${Site}` or `${Site.Arn}`, not followed by `:live`; the name may hold a variable of a loop, as `Site${Name}`. */
const substitution = /\$\{((?:\w|[$&]\{\w+\})+)(?:\.Arn)?\}(?!:)/g

/** The logical ID in `!Ref Site`, or in `!GetAtt Site.Arn` as a list or as the string of its short form. */
const namedBy = (value: unknown): string | undefined => {
  const attribute = [own(value, 'Fn::GetAtt')].flat().map(logicalIdOf)
  const [, logicalId] = attribute.join('.').match(/^(.+)\.Arn$/) ?? []
  return logicalIdOf(own(value, 'Ref')) ?? logicalId
}

/** AWS::LanguageExtensions take `!Sub Site${Name}` in the place of a logical ID. */
export const logicalIdOf = (value: unknown): string | undefined => {
  const text = own(value, 'Fn::Sub') ?? value
  return typeof text === 'string' ? text : undefined
}

/** What the ARNs in a value name by FunctionName, but for an alias or version. */
export const functionNamesIn = (value: unknown, known: Known): string[] =>
  textsIn(value, known).flatMap(text => Array.from(text.matchAll(functionArn), ([, name = '']) => name))

/** `…:function:site` at the end of an ARN; the name may hold `${AWS::StackName}`. */
const functionArn = /:function:((?:\$\{[^}]*\}|[^:/${}])+)(?=\/|$)/g

const textsIn = (value: unknown, known: Known): string[] => {
  const text = nameOf(value, known)
  if (text !== '') return [text]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(entry => textsIn(entry, known)) : []
}

/** A text as Fn::Sub would have it, with the parameters that are known; empty where it is something else. */
export const nameOf = (value: unknown, known: Known): string => {
  const found = resolve(value, known)
  const name = refName(found)
  if (name !== undefined) return `\${${name}}`
  const join = own(found, 'Fn::Join')
  if (Array.isArray(join) && typeof join[0] === 'string' && Array.isArray(join[1]))
    return join[1].map(part => nameOf(part, known)).join(join[0])
  const text = [own(found, 'Fn::Sub') ?? found].flat()[0]
  if (typeof text !== 'string') return ''
  return text.replace(/\$\{(\w+)\}/g, (written, name) => {
    const parameter = own(known.parameters, name)
    return typeof parameter === 'string' ? parameter : written
  })
}
