import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { MacroResponse } from '../../macro/respond.ts'

const limits = suite('a template made to keep the macro busy')

/** All of limits.ts in a process of its own, since a loop without end would end no test here. */
const ran = spawnSync(
  process.execPath,
  ['--max-old-space-size=256', '--import', 'tsx', new URL('limits.ts', import.meta.url).pathname],
  { encoding: 'utf8', timeout: 120_000, maxBuffer: 100_000_000 },
)
const answers: Record<string, MacroResponse> = ran.status === 0 ? JSON.parse(ran.stdout) : {}

limits('gets all of its answers', () => {
  assert.is(ran.status, 0, `${ran.signal ?? ''} ${ran.stderr}`)
})

for (const [what, message] of [
  [
    'five loops of 30 turns within each other',
    'Fn::ForEach::LE has more than 500 turns, and a stack has at most 500 resources; expected a shorter collection',
  ],
  [
    '4,000 unknown settings',
    /^4000 problems\. \(1\) Site\.Metadata\.WebsiteHealthcheck\.Unknown0 is unknown; .* … and 39\d\d more$/,
  ],
  ['a setting of 1 MB in its name', /^Site\.Metadata\.WebsiteHealthcheck\.x+…$/],
  ['5,000 levels', 'The template is nested too deeply; expected at most 500 levels'],
  ['5,000 levels beside the resources', 'The template is nested too deeply; expected at most 500 levels'],
  ['1 MB of beginnings of ARNs', undefined],
  ['1 MB of names of a role', undefined],
  ['conditions that double', undefined],
  ['a long layer for each of 400 functions', undefined],
  ['1 MB of references to a long parameter', undefined],
  [
    'a name with control characters',
    String.raw`Si\u001b[31mte\u202e.Metadata.WebsiteHealthcheck.A\u000ab is unknown; expected`,
  ],
] as const)
  limits(`${what} ${message === undefined ? 'is transformed' : 'is refused in a sentence'}`, () => {
    const { status, errorMessage = '' } = answers[what] ?? {}
    assert.is(status, message === undefined ? 'success' : 'failed', errorMessage)
    if (message !== undefined) assert.match(errorMessage, message)
  })

limits('has no case without its test', () => {
  const tests = readFileSync(new URL(import.meta.url), 'utf8')
  for (const what of Object.keys(answers)) assert.match(tests, `'${what}'`)
})

limits.run()
