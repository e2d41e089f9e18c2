import type { Path, Problem } from '../../schema/problem.ts'
import type { Template } from './template.ts'

/** A sentence with the place in the file that it is about before it. */
export const located = (template: Template, path: Path, sentence: string): string => `${template.at(path)} ${sentence}`

/** The macro's problems, each with its place in the file before it. */
export const locatedProblems = (template: Template, problems: readonly Problem[]): string[] =>
  problems.map(({ path, sentence }) => located(template, path, sentence))
