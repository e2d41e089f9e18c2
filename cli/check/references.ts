import { isMap, own, textOf } from '../../schema/json.ts'
import type { Path } from '../../schema/problem.ts'

/** A place that names a function. `qualified`: with an alias or a version behind the name. */
export type Reference = { logicalId: string; written: string; qualified: boolean; path: Path }

/** All references to functions and other resources within a value, in the order of the text. */
export const referencesIn = (value: unknown, path: Path, logicalIds: ReadonlySet<string>): Reference[] => {
  const found = (logicalId: string, written: string, qualified: boolean, at: Path): Reference[] =>
    logicalIds.has(logicalId) ? [{ logicalId, written, qualified, path: at }] : []

  const within = (value: unknown, path: Path): Reference[] => {
    if (Array.isArray(value)) return value.flatMap((entry, i) => within(entry, [...path, i]))
    if (!isMap(value)) return []
    return Object.entries(value).flatMap(([key, entry]) => {
      const at = [...path, key]
      // SAM's own spelling of what it makes beside a function is !Ref Site.Alias
      if (key === 'Ref') return found(...head(textOf(entry)), at)
      if (key === 'Fn::GetAtt') return attribute([entry].flat().map(textOf).join('.'), at)
      if (key === 'Fn::Sub') return substituted(entry, at)
      return key === 'Fn::Join' ? joined(entry, at) : within(entry, at)
    })
  }

  const head = (name: string): [string, string, boolean] => {
    const [logicalId = '', part] = name.split('.')
    return [logicalId, `!Ref ${name}`, part !== undefined]
  }

  const attribute = (name: string, at: Path): Reference[] => {
    const [logicalId = '', part] = name.split('.')
    return part === 'Arn' ? found(logicalId, `!GetAtt ${name}`, false, at) : []
  }

  const substituted = (entry: unknown, at: Path): Reference[] => {
    const [text, names] = Array.isArray(entry) ? entry : [entry]
    const references = [...textOf(text).matchAll(variable)].flatMap(([written, logicalId = '', part, colon]) => {
      if (own(names, logicalId) !== undefined || (!part && !namesFunction(textOf(text), logicalId))) return []
      return found(logicalId, written.replace(/:$/, ''), colon === ':' || part === '.Alias', at)
    })
    return [...references, ...within(names, [...at, 1])]
  }

  // !Join [':', [!GetAtt Site.Arn, live]] is qualified as well
  const joined = (entry: unknown, at: Path): Reference[] => {
    const [delimiter, parts] = Array.isArray(entry) ? entry : []
    if (!Array.isArray(parts)) return within(entry, at)
    return parts.flatMap((part, i) => {
      const next = parts[i + 1]
      const goesOn = next !== undefined && /^:/.test(`${delimiter}${typeof next === 'string' ? next : ''}`)
      return within(part, [...at, 1, i]).map(reference => ({ ...reference, qualified: reference.qualified || goesOn }))
    })
  }

  return within(value, path)
}

const variable = /\$\{(\w+)(\.Arn|\.Alias)?\}(:?)/g

/** Whether a bare `${Site}` is all there is or part of an ARN, and not a word of some other text. */
const namesFunction = (text: string, logicalId: string): boolean =>
  text === `\${${logicalId}}` || text.includes(`function:\${${logicalId}}`)
