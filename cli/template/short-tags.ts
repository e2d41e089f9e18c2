import type { Node } from 'yaml'

/** `!Sub` → `Fn::Sub`, as any other tag of one exclamation mark; `!Ref` → `Ref`, `!Condition` → `Condition`. */
export const intrinsicName = (node: Node): string | undefined => {
  const [, name] = String((node as { tag?: unknown }).tag ?? '').match(/^!([^!].*)$/) ?? []
  return name === undefined || name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`
}

/** The long form of what follows the tag: `!GetAtt Site.Arn` → `["Site", "Arn"]`, split at the first dot only. */
export const intrinsicValue = (name: string, value: unknown): unknown => {
  if (name !== 'Fn::GetAtt' || typeof value !== 'string') return value
  const dot = value.indexOf('.')
  return dot < 0 ? [value] : [value.slice(0, dot), value.slice(dot + 1)]
}
