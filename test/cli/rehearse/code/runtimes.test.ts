import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { runtimeProblem } from '../../../../cli/rehearse/code/runtimes.ts'

const runtimes = suite('runtimeProblem')

for (const [kind, runtime, expected] of [
  ['node', 'nodejs24.x', undefined],
  ['node', 'nodejs22.x', undefined],
  ['node', 'nodejs18.x', 'for which Lambda takes no new code since 2026-07-01; expected nodejs22.x or nodejs24.x.'],
  ['node', 'nodejs26.x', 'which is not a known Lambda runtime as of 2026-11; expected nodejs22.x or nodejs24.x.'],
  ['node', 'nodejs24', 'which is not a known Lambda runtime as of 2026-11; expected nodejs22.x or nodejs24.x.'],
  ['python', 'python3.14', undefined],
  ['python', 'python3.8', 'for which Lambda takes no new code since 2026-07-01'],
  ['provided', 'provided.al2023', undefined],
  ['java', 'java8', 'for which Lambda takes no new code since 2026-07-01'],
] as const)
  runtimes(`${runtime} ${expected ? `is one ${expected}` : 'is fine'}`, () => {
    const problem = runtimeProblem({ kind, runtime })
    if (expected === undefined) assert.is(problem, undefined)
    else assert.ok(problem?.startsWith(`is ${runtime}, ${expected}`), problem)
  })

runtimes.run()
