import { suite } from 'uvu'
import type { Results } from '../../bench/measure.ts'
import { tables } from '../../bench/tables.ts'
import { holds, read } from '../helpers/document.ts'

const readme = suite('figures of docs/performance.md')

readme('are those of the last bench that was kept', () => {
  const results = JSON.parse(read('bench/results/results.json')) as Results
  holds('docs/performance.md', 'bench', tables(results))
})

readme.run()
