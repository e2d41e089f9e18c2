// What `npm start` runs: two deployments of the example website, rehearsed with the real macro, hook and function. The
// healthy one has to succeed and the broken one to fail, or this fails.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const rehearsals = [
  {
    heading: 'A healthy release: the new version takes over',
    args: ['examples/website/template.yaml', '--live', 'examples/website/template.yaml'],
    expected: 0,
  },
  {
    heading: 'A broken release: it throws on start-up, and the old version keeps all traffic',
    args: ['examples/broken-website/template.yaml', '--live', 'examples/website/template.yaml'],
    expected: 1,
  },
]

const root = fileURLToPath(new URL('..', import.meta.url))
const surprises = []
for (const { heading, args, expected } of rehearsals) {
  console.log(`${'='.repeat(80)}\n${heading}\n$ codedeployhook rehearse ${args.join(' ')}\n${'='.repeat(80)}\n`)
  const { status } = spawnSync(process.execPath, ['dist/cli/index.mjs', 'rehearse', ...args], {
    cwd: root,
    stdio: 'inherit',
  })
  console.log(`\nExit code ${status}\n`)
  if (status !== expected) surprises.push(`${args[0]} exited ${status}; expected ${expected}.`)
}

for (const surprise of surprises) console.error(surprise)
if (surprises.length === 0)
  console.log('Both came out as they should: 0 lets the traffic shift, 1 keeps it where it is.')
process.exitCode = surprises.length > 0 ? 1 : 0
