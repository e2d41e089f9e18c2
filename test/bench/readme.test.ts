import { readFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Results } from '../../bench/measure.ts'
import { fill } from '../../bench/tables.ts'

const readme = suite("README's figures")

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

readme('are those of the last bench that was kept', () => {
  const results = JSON.parse(read('bench/results/results.json')) as Results
  assert.is(read('README.md'), fill(read('README.md'), results), 'run npm run bench -- --readme')
})

readme('are between the markers that the bench fills', () => {
  assert.match(read('README.md'), /<!-- bench:start -->\n\n`npm run bench` at .+<!-- bench:end -->/s)
})

readme.run()
