/** What the user has to change: one sentence for each problem, shown without a stack. The command could not run. */
export class UserError extends Error {
  override name = 'UserError'
  readonly problems: readonly string[]

  constructor(...problems: string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}
