// The macro's answers to the corpus of real templates, held against AWS's own SAM translator: `npm run test:corpus`.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FunctionPlan } from '../../macro/function-plan.ts'
import { createHandler } from '../../macro/respond.ts'
import { transform } from '../../macro/transform.ts'
import { worldOf } from '../../macro/world.ts'
import { pythonWith } from '../helpers/python.ts'

const corpus = fileURLToPath(new URL('../../../shared/corpus/', import.meta.url))
const world = worldOf({}, () => {})
const answer = createHandler(world)

const main = (): number => {
  if (!existsSync(join(corpus, 'oracle.py'))) {
    console.log('SKIPPED: there is no corpus of templates beside this repository; expected ../shared/corpus.')
    return 0
  }
  const python = pythonWith('samtranslator')
  if (!python) return 0
  const answers = mkdtempSync(join(tmpdir(), 'corpus-'))
  const counts = new Map<string, number>()
  const broken = readdirSync(join(corpus, 'events')).flatMap(file => {
    const text = readFileSync(join(corpus, 'events', file), 'utf8')
    const event = JSON.parse(text)
    writeFileSync(join(answers, file), JSON.stringify(answer(event)))
    for (const outcome of outcomes(event)) counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
    return brokenPromises(text).map(promise => `${file}: ${promise}`)
  })
  for (const [outcome, count] of [...counts].sort()) console.log(`${String(count).padStart(6)} ${outcome}`)
  for (const promise of broken) console.log(`BROKEN ${promise}`)
  const additions = fileURLToPath(new URL('oracle.py', import.meta.url))
  const oracle = spawnSync(python, [additions, join(corpus, 'oracle.py'), answers, '--show', '0'], {
    stdio: 'inherit',
    env: { ...process.env, PYTHONHASHSEED: '0' },
  })
  rmSync(answers, { recursive: true })
  return broken.length > 0 ? 1 : (oracle.status ?? 1)
}

/** What the design promises of every template, whatever the oracle says of it. */
const brokenPromises = (text: string): string[] => {
  const event = JSON.parse(text)
  const first = answer(event)
  const again = answer({ ...event, fragment: JSON.parse(JSON.stringify(first.fragment)) })
  return [
    ...(JSON.stringify(event) === JSON.stringify(JSON.parse(text)) ? [] : ['the input was mutated']),
    ...(JSON.stringify(answer(JSON.parse(text))) === JSON.stringify(first) ? [] : ['the same event, another answer']),
    ...(JSON.stringify(again) === JSON.stringify(first) ? [] : ['twice is not once']),
  ]
}

const outcomes = (event: Parameters<typeof transform>[0]): string[] => {
  const { plans, problems } = transform(event, world)
  const whole = plans.length === 0 ? problems.map(({ code }) => `template refused: ${code}`) : []
  return [...whole, ...plans.map(outcome)]
}

const outcome = (plan: FunctionPlan): string => {
  if (plan.kind === 'left alone') return `left alone: ${plan.reason.code}`
  if (plan.kind === 'refused') return `refused: ${plan.problems.map(({ code }) => code)}`
  const { choice, authorizer } = plan.request
  return `gated: ${choice}${authorizer ? ', behind an authorizer' : ''}, ${plan.settings.mode}`
}

process.exit(main())
