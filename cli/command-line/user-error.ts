import type { Position } from '../template/locate.ts'

/** A sentence, or what is wrong at a place in a file. */
type UserProblem = string | { file: string; position: Position; message: string }

/** An error that the user has to fix: one sentence for each problem, shown without a stack. The command could not run. */
export class UserError extends Error {
  override name = 'UserError'
  /** The problems as given, for callers that show places in another way. */
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
