import type { Known } from '../sam/known.ts'
import { endlessLoops, maxTurns } from '../sam/loops.ts'
import { functionsOf, type Template } from '../sam/template.ts'
import { samTransform } from '../sam/transform-section.ts'
import { dig, isDeeperThan, isMap, own } from '../schema/json.ts'
import { macroName } from '../schema/macro-name.ts'
import type { Path, Problem } from '../schema/problem.ts'
import type { MacroInput } from './input.ts'

const position = `Transform: [${macroName}, ${samTransform}]`

/** A fragment as a template; an empty one where the fragment as a whole is wrong, with the problem. */
export const parseTemplate = ({
  fragment,
  transformPath = ['Transform'],
}: MacroInput): { template: Template; problems: Problem[] } => {
  const problem = wholeProblem(fragment, transformPath)
  return problem === undefined
    ? { template: fragment as Template, problems: [] }
    : { template: { Resources: {} }, problems: [problem] }
}

const wholeProblem = (fragment: unknown, transformPath: Path): Problem | undefined => {
  if (!isMap(fragment))
    return {
      code: 'Template.NotAMap',
      path: [],
      sentence: `The fragment is not a map; expected a whole template, as ${position} sends it.`,
    }
  if (isDeeperThan(fragment, maxDepth))
    return {
      code: 'Template.TooDeep',
      path: [],
      sentence: `The template is nested too deeply; expected at most ${maxDepth} levels.`,
    }
  const resources = own(fragment, 'Resources')
  if (resources === undefined)
    return {
      code: 'Template.ResourcesMissing',
      path: [],
      sentence: `Resources is missing; expected a whole template. ${macroName} belongs in the Transform section of the template, not in Fn::Transform inside a resource: ${position}.`,
    }
  if (!isMap(resources))
    return {
      code: 'Template.ResourcesNotAMap',
      path: ['Resources'],
      sentence: 'Resources is not a map; expected a map of logical IDs to resources.',
    }
  if (Object.values(resources).some(isMadeBySam) && functionsOf(resources).length === 0)
    return {
      code: 'Transform.Order',
      path: transformPath,
      sentence: `Transform lists ${samTransform} before ${macroName}, so SAM has already replaced the functions; expected ${position}.`,
    }
  return undefined
}

/** Half a million levels fit into a megabyte, and a few thousand into what JavaScript can write as JSON. */
const maxDepth = 500

export const loopProblems = ({ Resources }: Template, known: Known): Problem[] =>
  endlessLoops(Resources, known).map(path => ({
    code: 'Template.EndlessLoop',
    path,
    sentence: `${path.at(-1)} has more than ${maxTurns} turns, and a stack has at most ${maxTurns} resources; expected a shorter collection.`,
  }))

/** SAM tags each function that it makes. */
const isMadeBySam = (resource: unknown): boolean => {
  const tags = own(resource, 'Type') === 'AWS::Lambda::Function' && dig(resource, 'Properties', 'Tags')
  return Array.isArray(tags) && tags.some(tag => own(tag, 'Key') === 'lambda:createdBy' && own(tag, 'Value') === 'SAM')
}

const most = { problems: 10, characters: 3000, charactersOfOne: 600 }

/** One line for all problems, as CloudFormation shows one line; cut where there are very many. */
export const messageOf = (problems: Problem[]): string => {
  const cut = problems.map(({ sentence }) =>
    sentence.length > most.charactersOfOne ? `${sentence.slice(0, most.charactersOfOne)}…` : sentence,
  )
  if (cut.length === 1) return printable(String(cut[0]))
  const shown = cut.filter((_, i) => i < most.problems && cut.slice(0, i + 1).join('').length <= most.characters)
  const left = cut.length - shown.length
  const numbered = shown.map((sentence, i) => `(${i + 1}) ${sentence}`)
  return printable([`${cut.length} problems.`, ...numbered, ...(left > 0 ? [`… and ${left} more.`] : [])].join(' '))
}

/** Names in a template may hold what a terminal acts on: control characters, and what changes the direction of text. */
const printable = (text: string): string =>
  text.replace(active, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

// biome-ignore lint/suspicious/noControlCharactersInRegex: it looks for them
const active = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g
