import { functionsOf, type Template } from '../sam/template.ts'
import { dig, isMap, own } from '../schema/json.ts'

const position = 'Transform: [WebsiteHealthcheck, AWS::Serverless-2016-10-31]'

/** A fragment as a template; an empty one where the fragment as a whole is wrong, with the problem. */
export const parseTemplate = (fragment: unknown): { template: Template; problems: string[] } => {
  const problem = wholeProblem(fragment)
  return problem === undefined
    ? { template: fragment as Template, problems: [] }
    : { template: { Resources: {} }, problems: [problem] }
}

const wholeProblem = (fragment: unknown): string | undefined => {
  if (!isMap(fragment)) return `The fragment is no map; expected a whole template, as ${position} sends it.`
  const resources = own(fragment, 'Resources')
  if (resources === undefined)
    return `Resources is missing; expected a whole template. WebsiteHealthcheck belongs in the Transform section of the template, not in Fn::Transform inside a resource: ${position}.`
  if (!isMap(resources)) return 'Resources is no map; expected a map of logical IDs to resources.'
  if (Object.values(resources).some(isMadeBySam) && functionsOf(resources).length === 0)
    return `Transform lists AWS::Serverless-2016-10-31 before WebsiteHealthcheck, which finds only what SAM made of the functions; expected ${position}.`
  return undefined
}

/** SAM tags each function that it makes. */
const isMadeBySam = (resource: unknown): boolean => {
  const tags = own(resource, 'Type') === 'AWS::Lambda::Function' && dig(resource, 'Properties', 'Tags')
  return Array.isArray(tags) && tags.some(tag => own(tag, 'Key') === 'lambda:createdBy' && own(tag, 'Value') === 'SAM')
}

const most = { problems: 10, characters: 3000, charactersOfOne: 600 }

/** One line for all problems, as CloudFormation shows one line; cut where there are very many. */
export const messageOf = (problems: string[]): string => {
  const cut = problems.map(problem =>
    problem.length > most.charactersOfOne ? `${problem.slice(0, most.charactersOfOne)}…` : problem,
  )
  if (cut.length === 1) return String(cut[0])
  const shown = cut.filter((_, i) => i < most.problems && cut.slice(0, i + 1).join('').length <= most.characters)
  const left = cut.length - shown.length
  const numbered = shown.map((problem, i) => `(${i + 1}) ${problem}`)
  return [`${cut.length} problems.`, ...numbered, ...(left > 0 ? [`… and ${left} more.`] : [])].join(' ')
}
