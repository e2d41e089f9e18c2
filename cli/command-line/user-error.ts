import type { Position } from '../template/locate.ts'

/** A sentence, or what is wrong at a place in a file. */
export type UserProblem = string | { file: string; position: Position; message: string }

/** What the user has to change: one sentence for each problem, shown without a stack. The command could not run. */
export class UserError extends Error {
  override name = 'UserError'
  /** As they were given, for those who show places in a way of their own. */
  readonly found: readonly UserProblem[]
  readonly problems: readonly string[]

  constructor(...found: UserProblem[]) {
    const problems = found.map(sentenceOf)
    super(problems.join('\n'))
    this.found = found
    this.problems = problems
  }
}

const sentenceOf = (problem: UserProblem): string => {
  if (typeof problem === 'string') return problem
  const { file, position, message } = problem
  return `${file}:${position.line}:${position.column} ${message}`
}
