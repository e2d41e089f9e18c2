import { isMap, own, textOf } from '../../schema/json.ts'
import type { Path } from '../../schema/problem.ts'
import { macroName } from '../macro/macro-event.ts'
import type { Remark, Rule, Subject } from './rule.ts'

/** IgnoreChecks of one place: IDs or beginnings of IDs, and where they hold. */
type Ignored = { ids: string[]; path: Path; resource?: string }

/** All IgnoreChecks: at the top level of the template for all of it, on a resource for what is written in or about it. */
export const ignoredIn = ({ value }: Pick<Subject, 'value'>): Ignored[] => [
  ...ignoredAt(value, ['Metadata', macroName, 'IgnoreChecks']),
  ...Object.entries(value.Resources).flatMap(([id, resource]) => {
    const path = ['Resources', id, 'Metadata', macroName, 'IgnoreChecks']
    return ignoredAt(own(resource, 'Metadata') && { Metadata: own(resource, 'Metadata') }, path.slice(2)).map(
      ignored => ({ ...ignored, path, resource: id }),
    )
  }),
]

const ignoredAt = (value: unknown, path: string[]): Ignored[] => {
  const written = path.reduce<unknown>(own, value)
  return written === undefined ? [] : [{ ids: idsOf(written), path }]
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
    const holds = resource === undefined || resource === about || (path[0] === 'Resources' && path[1] === resource)
    return holds && matchesId(rule, ids)
  })
