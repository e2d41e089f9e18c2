import { writeFileSync } from 'node:fs'
import { measure } from './measure.ts'
import { tables } from './tables.ts'

// measures, prints, and keeps the results, from which npm run docs makes the tables of docs/performance.md
const results = await measure(what => console.error(what))
writeFileSync(new URL('results/results.json', import.meta.url), `${JSON.stringify(results, null, 2)}\n`)
console.log(tables(results))
