import { suite } from 'uvu'
import type { Results } from '../../bench/measure.ts'
import { lambdaShares, tables } from '../../bench/tables.ts'
import { holds, read } from '../helpers/document.ts'

const readme = suite('figures of docs/performance.md')

readme('are those of the last bench that was kept', () => {
  const results = JSON.parse(read('bench/results/results.json')) as Results
  holds('docs/performance.md', 'bench', tables(results))
})

readme('in docs/performance.md are those under Lambda’s share of a CPU', () => {
  const results = JSON.parse(read('bench/results/results.json')) as Results
  holds('docs/performance.md', 'lambda-shares', lambdaShares(results.lambdaShares))
})

readme.run()
