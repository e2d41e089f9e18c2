import { resourcePath } from '../../sam/paths.ts'
import { resourcesOf } from '../../sam/template.ts'
import { dig, isMap, textOf } from '../../schema/json.ts'
import { macroName } from '../../schema/macro-name.ts'
import type { Path } from '../../schema/problem.ts'
import type { Remark, Rule, Subject } from './rule.ts'

/** IgnoreChecks of one place: IDs or beginnings of IDs, and the resource on which they hold. */
type Ignored = { ids: string[]; path: Path; resource?: { logicalId: string; path: Path } }

/** All IgnoreChecks: at the top level of the template for all of it, on a resource for what is written in or about it. */
export const ignoredIn = ({ value }: Pick<Subject, 'value'>): Ignored[] => [
  ...ignoredAt(value, []),
  ...resourcesOf(value.Resources).flatMap(({ logicalId, path, resource }) => {
    const at = resourcePath({ path })
    return ignoredAt(resource, at).map(ignored => ({ ...ignored, resource: { logicalId, path: at } }))
  }),
]

const ignoredAt = (value: unknown, path: Path): Ignored[] => {
  const keys = ['Metadata', macroName, 'IgnoreChecks']
  const written = dig(value, ...keys)
  return written === undefined ? [] : [{ ids: idsOf(written), path: [...path, ...keys] }]
}

/** A list, or a text with commas. */
export const idsOf = (written: unknown): string[] =>
  (Array.isArray(written) ? written : [written])
    .flatMap(entry => (isMap(entry) ? [] : textOf(entry).split(/[\s,]+/)))
    .filter(id => id !== '')

export const matchesId = (rule: Pick<Rule, 'id'>, ids: readonly string[]): boolean =>
  ids.some(id => rule.id.startsWith(id.toUpperCase()))

export const isIgnored = (rule: Rule, { path, about }: Remark, ignored: Ignored[]): boolean =>
  ignored.some(({ ids, resource }) => {
    const holds =
      resource === undefined ||
      resource.logicalId === about ||
      resource.path.every((key, i) => String(path[i]) === String(key))
    return holds && matchesId(rule, ids)
  })
