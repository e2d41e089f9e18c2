// What `npm start` runs: two deployments of the example website, rehearsed with the real macro, hook and function. The
// healthy one has to succeed and the broken one to fail, or this fails.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const rehearsals = [
  {
    heading: 'A healthy release: the new version takes over',
    args: ['examples/website/template.yaml'],
    expected: { code: 0, line: 'Succeeded Site:2 ' },
  },
  {
    heading: 'A broken release: it throws on start-up, and the old version keeps all traffic',
    args: ['examples/broken-website/template.yaml', '--live', 'examples/website/template.yaml'],
    expected: { code: 1, line: 'Failed Healthcheck.FunctionError Site:2 ' },
  },
]

const root = fileURLToPath(new URL('..', import.meta.url))
const command = fileURLToPath(new URL('../dist/cli/index.mjs', import.meta.url))

/** Prints one rehearsal, and gives a sentence where it did not come out as it should: a crash exits with 1 too. */
const show = ({ heading, args, expected: { code, line } }) => {
  console.log(`${'='.repeat(80)}\n${heading}\n$ codedeployhook rehearse ${args.join(' ')}\n${'='.repeat(80)}\n`)
  const { status, stdout } = spawnSync(process.execPath, [command, 'rehearse', ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...(process.stdout.isTTY && !process.env.NO_COLOR && { FORCE_COLOR: '1' }) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  console.log(`${stdout}\nExit code ${status}\n`)
  if (status !== code) return [`${args[0]} exited ${status}; expected ${code}.`]
  return stdout.includes(line) ? [] : [`${args[0]} has no line with «${line}».`]
}

// exits with 2 and says what it lacks, such as a newer Node.js
const { status } = existsSync(command)
  ? spawnSync(process.execPath, [command, '--version'], { stdio: ['ignore', 'ignore', 'inherit'] })
  : { status: 0 }
if (status === 2) process.exit(1)

const surprises = existsSync(command)
  ? rehearsals.flatMap(show)
  : ['dist/cli/index.mjs does not exist; run npm run build first.']
for (const surprise of surprises) console.error(surprise)
if (surprises.length === 0)
  console.log('Both came out as they should: 0 lets the traffic shift, 1 keeps it where it is.')
process.exitCode = surprises.length > 0 ? 1 : 0
