import { macroName } from '../../../schema/macro-name.ts'
import { brokenResources } from '../../template/broken-resources.ts'
import type { Obstacle } from '../../template/included-file.ts'
import { refusedBySam } from '../../template/sam-reader.ts'
import type { Rule } from '../rule.ts'

/** For files that are not templates: no other rule can look at them. */
export const unreadable: Rule = {
  id: 'WHE0001',
  title: 'Not a template',
  meaning:
    'The file is not YAML or JSON as the SAM CLI reads them, or it does not have a map of Resources. Only the first syntax error is shown, because later ones may follow from it.',
  fix: 'Fix the text at the line and column of the message.',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html',
  find: () => [],
}

const includes = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-include.html'

const includesThat =
  (wanted: Obstacle['kind']): Rule['find'] =>
  ({ template }) =>
    template.includeProblems
      .filter(({ kind }) => kind === wanted)
      .map(({ path, sentence }) => ({ path, message: sentence }))

/** Rules about the text itself. */
export const readingRules: Rule[] = [
  unreadable,
  {
    id: 'WHW0002',
    title: 'Key written twice',
    meaning: `A map has the same key twice. The last one counts, and ${macroName} never sees the other.`,
    fix: 'Remove one of them.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html',
    find: ({ template }) => template.warnings.map(({ position, message }) => ({ path: [], position, message })),
  },
  {
    id: 'WHE0003',
    title: 'Resource that is not a map',
    meaning:
      'A resource, or the Properties of one, is empty, text or a list. CloudFormation refuses the template, and the macro ignores the resource.',
    fix: 'Write Type and Properties of the resource, or remove it.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html',
    find: ({ value }) =>
      brokenResources(value.Resources).map(({ logicalId, path, message }) => ({ path, message, about: logicalId })),
  },
  {
    id: 'WHE0004',
    title: 'Text that the SAM CLI does not read',
    meaning:
      'sam build, sam validate, sam deploy and cfn-lint read templates with PyYAML, which implements YAML 1.1. PyYAML rejects this text or reads it differently, although newer parsers accept it.',
    fix: 'Write what the message expects.',
    source: 'https://github.com/aws/aws-sam-cli/blob/develop/samcli/yamlhelper.py',
    find: ({ template }) =>
      refusedBySam(template.text).map(({ position, found, expected }) => ({
        path: [],
        position,
        message: `The text has ${found}, which the SAM CLI does not read; expected ${expected}.`,
      })),
  },
  {
    id: 'WHE0005',
    title: 'Include that fails',
    meaning:
      'AWS::Include names a file that does not exist, is not a map in YAML or JSON, or has short forms such as !GetAtt, which CloudFormation does not read in an included file. The deployment fails.',
    fix: 'Write what the message expects.',
    source: includes,
    find: includesThat('broken'),
  },
  {
    id: 'WHI0006',
    title: 'Include that is not available locally',
    meaning:
      'AWS::Include names a file in S3 that has no copy next to the template, or the name depends on a parameter. CloudFormation expands it before it calls the macro, so the deployment sees functions and API definitions that codedeployhook cannot see.',
    fix: 'Keep a copy of the file next to the template, and name it after the last part of its key.',
    source: includes,
    find: includesThat('elsewhere'),
  },
]
