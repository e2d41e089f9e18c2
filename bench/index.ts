import { readFileSync, writeFileSync } from 'node:fs'
import { measure, type Results } from './measure.ts'
import { fill, tables } from './tables.ts'

// npm run bench: measures, prints and keeps. npm run bench -- --readme: README's section from what was kept.
const kept = new URL('results/results.json', import.meta.url)
const readme = new URL('../README.md', import.meta.url)

if (process.argv.includes('--readme')) {
  const results = JSON.parse(readFileSync(kept, 'utf8')) as Results
  writeFileSync(readme, fill(readFileSync(readme, 'utf8'), results))
} else {
  const results = await measure(what => console.error(what))
  writeFileSync(kept, `${JSON.stringify(results, null, 2)}\n`)
  console.log(tables(results))
}
