// Random changes to the events of real templates, held against the promises of the macro: `npm run fuzz -- --minutes 2`.
// A new seed each time; `--seed N`, with the path that a failure prints, runs the same again.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import fc from 'fast-check'
import { globSync } from 'tinyglobby'
import { macroEvent } from '../../cli/macro/macro-event.ts'
import { parseTemplate } from '../../cli/template/template.ts'
import { isMap, type JsonMap } from '../../schema/json.ts'
import { everything } from '../helpers/odd-values.ts'
import { check } from './invariants.ts'
import { mutate, mutations } from './mutations.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const corpus = fileURLToPath(new URL('../../../shared/corpus/events/', import.meta.url))

const main = (): number => {
  const { values } = parseArgs({
    options: { minutes: { type: 'string', default: '2' }, seed: { type: 'string' }, path: { type: 'string' } },
  })
  const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed)
  const events = seeds()
  console.log(`${events.length} events, seed ${seed}`)
  const counts = { success: 0, failed: 0 }
  const property = fc.property(
    fc.nat({ max: events.length - 1 }),
    mutations,
    fc.stringMatching(/^[a-z]{12}$/),
    fc.boolean(),
    (index, changes, word, isInTransform) => {
      const values = { secret: `s${word}q`, plain: `/p${word}q` }
      const event = withParameters(JSON.parse(events[index] ?? '{}'), values, isInTransform)
      mutate(event.fragment, changes)
      counts[check(event, values)] += 1
    },
  )
  const run = fc.check(property, {
    seed,
    ...(values.path !== undefined && { path: values.path }),
    numRuns: Number.MAX_SAFE_INTEGER,
    interruptAfterTimeLimit: Number(values.minutes) * 60_000,
  })
  const transformed = `${counts.success} transformed, ${counts.failed} refused`
  if (!run.failed || run.counterexamplePath === null) {
    console.log(`${run.numRuns} runs, ${transformed}, no promise broken`)
    return 0
  }
  console.log(`BROKEN after ${run.numRuns} runs, ${transformed}: ${run.errorInstance}`)
  console.log(`again with: npm run fuzz -- --seed ${seed} --path ${run.counterexamplePath}`)
  console.log(JSON.stringify(run.counterexample))
  return 1
}

/** The corpus, where it is beside this repository; otherwise the templates of this repository. */
const seeds = (): string[] => {
  const own = globSync(
    ['examples', 'test/fixtures', 'test/websites'].map(folder => `${folder}/**/*.yaml`),
    {
      cwd: root,
      ignore: '**/node_modules/**',
    },
  )
  const templates = own.flatMap(file => {
    try {
      const template = parseTemplate(readFileSync(join(root, file), 'utf8'), file, root)
      return [JSON.stringify(macroEvent(template, {}, 'eu-west-1'))]
    } catch {
      return [] // not a template
    }
  })
  const real = existsSync(corpus) ? readdirSync(corpus).map(file => readFileSync(join(corpus, file), 'utf8')) : []
  return [JSON.stringify(everything), ...templates, ...real]
}

/** With a parameter that is secret and one that is not; in the Transform section CloudFormation has resolved both. */
const withParameters = (
  event: JsonMap,
  { secret, plain }: { secret: string; plain: string },
  isInTransform: boolean,
) => {
  const fragment: JsonMap = isMap(event.fragment) ? event.fragment : {}
  const declared = isMap(fragment.Parameters) ? fragment.Parameters : {}
  const values = isMap(event.templateParameterValues) ? event.templateParameterValues : {}
  return {
    ...event,
    params: isInTransform ? { Path: plain, Host: plain.slice(1), Mode: 'Warn' } : event.params,
    templateParameterValues: { ...values, FuzzSecret: secret, FuzzPlain: plain },
    fragment: {
      ...fragment,
      Parameters: { FuzzSecret: { Type: 'String', NoEcho: true }, FuzzPlain: { Type: 'String' }, ...declared },
    },
  }
}

process.exit(main())
