import { macroName } from '../../macro/macro-event.ts'
import { brokenResources } from '../../template/broken-resources.ts'
import type { Rule } from '../rule.ts'

/** For files that are no template at all: no other rule can look at them. */
export const unreadable: Rule = {
  id: 'WHE0001',
  title: 'Not a template',
  meaning: 'The file cannot be read as a CloudFormation template, so CloudFormation refuses it too.',
  fix: 'Mend the text at the line and column of the message.',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html',
  find: () => [],
}

/** Rules about the text itself. */
export const readingRules: Rule[] = [
  unreadable,
  {
    id: 'WHW0002',
    title: 'Key written twice',
    meaning: `A map has the same key twice. The last one counts, and ${macroName} never sees the other.`,
    fix: 'Take one of them out.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html',
    find: ({ template }) => template.warnings.map(({ position, message }) => ({ path: [], position, message })),
  },
  {
    id: 'WHE0003',
    title: 'Resource that is no map',
    meaning:
      'A resource, or the Properties of one, is empty, a text or a list. CloudFormation refuses the template, and the macro takes the resource for none.',
    fix: 'Write Type and Properties of the resource, or take it out.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html',
    find: ({ value }) =>
      brokenResources(value.Resources).map(({ logicalId, path, message }) => ({ path, message, about: logicalId })),
  },
]
