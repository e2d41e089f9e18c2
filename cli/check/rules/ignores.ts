import { ignoredIn } from '../ignore.ts'
import type { Rule } from '../rule.ts'

/** @param known all other rules */
export const ignoreRules = (known: readonly Rule[]): Rule[] => {
  const rule: Rule = {
    id: 'WHW2003',
    title: 'IgnoreChecks names no check',
    meaning:
      'An ID in Metadata.WebsiteHealthcheck.IgnoreChecks is not a check or the beginning of one, so it has no effect.',
    fix: 'Write IDs such as WHW3003, or the beginning of several, such as WHI.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/metadata-section-structure.html',
    find: ({ value }) => {
      const all = [...known, rule].map(({ id }) => id)
      return ignoredIn({ value }).flatMap(({ ids, path }) =>
        ids
          .filter(id => !all.some(other => other.startsWith(id.toUpperCase())))
          .map(id => ({
            path,
            message: `${path.slice(path[0] === 'Resources' ? 1 : 0).join('.')} has ${id}, which is not a check; expected an ID such as WHW3003.`,
          })),
      )
    },
  }
  return [rule]
}
