import { functionsOf } from '../../../sam/template.ts'
import { samTransform as sam, transformPath, transformsOf } from '../../../sam/transform-section.ts'
import { own } from '../../../schema/json.ts'
import { macroName } from '../../../schema/macro-name.ts'
import { listed } from '../../command-line/listed.ts'
import { misspelledTransforms } from '../../macro/misspelled-transforms.ts'
import { bothTransforms as both, isAfterSam } from '../../macro/transform-order.ts'
import type { Rule, Subject } from '../rule.ts'

const source = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-macros.html'

const order = ({ value }: Subject) => {
  const transforms = transformsOf(value)
  return { transforms, macro: transforms.indexOf(macroName), sam: transforms.indexOf(sam) }
}

const gatedNames = ({ plans }: Subject): string[] =>
  plans.flatMap(plan => (plan.kind === 'gated' ? [plan.web.logicalId] : []))

/** Rules about the Transform section: who is called, and in which order. */
export const transformRules: Rule[] = [
  {
    id: 'WHE1001',
    title: 'SAM transforms before WebsiteHealthcheck',
    meaning:
      'CloudFormation runs transforms in the order of the list. After SAM has run, no AWS::Serverless::Function is left to gate, and the macro refuses the template.',
    fix: `Write ${both}.`,
    source,
    find: subject => {
      const { macro } = order(subject)
      if (!isAfterSam(subject.value) || functionsOf(subject.value.Resources).length === 0) return []
      const message = `Transform lists ${sam} before ${macroName}, which finds no functions after it; expected ${both}.`
      return [{ path: ['Transform', macro], message }]
    },
  },
  {
    id: 'WHE1002',
    title: 'SAM transform missing',
    meaning:
      'The macro adds properties that only SAM understands. CloudFormation does not run transforms that a macro adds, so without SAM in the list, the AWS::Serverless resources fail as unrecognized resource types.',
    fix: `Write both lines:\n\n    Transform:\n      - ${macroName}\n      - ${sam}`,
    source,
    find: subject => {
      const { macro, sam: position } = order(subject)
      if (macro < 0 || position >= 0 || subject.plans.length === 0 || isMisspelled(subject, sam)) return []
      const message = `Transform lists ${macroName} without ${sam}, so the functions are unknown types; expected ${both}.`
      return [{ path: transformPath(subject.value, macroName), message }]
    },
  },
  {
    id: 'WHI1003',
    title: 'WebsiteHealthcheck not in the Transform section',
    meaning: 'The template has functions that would be gated, but it does not call the macro, so nothing is gated.',
    fix: `Write ${both}, or leave it as it is.`,
    source,
    find: subject => {
      const names = gatedNames(subject)
      if (order(subject).macro >= 0 || isMisspelled(subject, macroName)) return []
      if (names.length === 0 || settingsPath(subject.value)) return []
      return [
        { path: ['Transform'], message: `Transform does not list ${macroName}, which would gate ${listed(names)}.` },
      ]
    },
  },
  {
    id: 'WHW1004',
    title: 'Settings without the macro',
    meaning:
      'A function has settings under Metadata.WebsiteHealthcheck, but the template does not call the macro. CloudFormation ignores Metadata, so nothing is gated.',
    fix: `Write ${both}.`,
    source,
    find: subject => {
      const path = order(subject).macro < 0 ? settingsPath(subject.value) : undefined
      if (!path || isMisspelled(subject, macroName)) return []
      const message = `${path.slice(1).join('.')} is for ${macroName}, which Transform does not list; expected ${both}.`
      return [{ path, message, about: String(path[1]) }]
    },
  },
  {
    id: 'WHE1006',
    title: 'Misspelled transform',
    meaning:
      'A name in the Transform section resembles the name of a required transform. CloudFormation does not know it and fails the change set.',
    fix: `Write ${both}.`,
    source,
    find: ({ value }) =>
      misspelledTransforms(value).map(({ index, message }) => ({ path: ['Transform', index], message })),
  },
]

const isMisspelled = ({ value }: Subject, meant: string): boolean =>
  misspelledTransforms(value).some(misspelled => misspelled.meant === meant)

const settingsPath = ({ Resources }: Subject['value']): string[] | undefined => {
  const id = Object.keys(Resources).find(id => own(own(own(Resources, id), 'Metadata'), macroName) !== undefined)
  return id === undefined ? undefined : ['Resources', id, 'Metadata', macroName]
}
