import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { startCloud } from './cloud.ts'
import { preview } from './command.ts'
import { changeSet } from './deploy.ts'
import type { Processed } from './stack.ts'
import { macro, sam } from './websites.ts'

// Templates that we did not write, one of each repository: the change set of each holds what preview said.
const corpus = suite('public templates')
const folder = new URL('../../../shared/corpus/events/', import.meta.url)

type Event = {
  fragment: { Parameters?: Record<string, { Default?: unknown }>; Resources: Record<string, unknown> }
  templateParameterValues: Record<string, string>
  _meta: { source: string; path: string; Transform: unknown }
}

const events = (existsSync(folder) ? readdirSync(folder).toSorted() : []).map(
  file => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Event,
)
if (events.length === 0) console.error('SKIPPED: ../shared/corpus/events is not there, so no public template is tried.')

const cloud = await startCloud()
corpus.after(cloud.stop)

const templateOf = ({ fragment, _meta }: Event): string => {
  const others = [_meta.Transform].flat().filter(name => typeof name === 'string' && name !== sam)
  return JSON.stringify({ ...fragment, Transform: [...others, macro, sam] })
}

const gatedOf = (template: string): string[] =>
  preview(cloud, template).functions.flatMap(({ logicalId, outcome }) => (outcome === 'gated' ? [logicalId] : []))

/** The functions whose aliases lead past our hook. */
const hooked = ({ Resources }: Processed): string[] =>
  Object.values(Resources).flatMap(({ Properties, UpdatePolicy }) =>
    JSON.stringify(UpdatePolicy ?? '').includes('"PreTrafficHook"') ? [refOf(Properties.FunctionName)] : [],
  )

const refOf = (value: unknown): string => String((value as { Ref?: string }).Ref)

/** One template of each repository of AWS's samples, and of each runtime of the SAM CLI's starter templates. */
const keyOf = ({ _meta: { source, path } }: Event): string | undefined =>
  source.startsWith('aws-samples') ? source : source.endsWith('app-templates') ? path.split('/')[0] : undefined

/** The corpus has no values of SSM; LocalStack selects from no parameter, and knows no resource of SAM before SAM does. */
const isBeyondLocalStack = (template: string): boolean =>
  /"AWS::SSM::Parameter|"Fn::Select"|DefaultStage"/.test(template)

const wanted = 14
const samples = new Map<string, { event: Event; template: string; gated: string[] }>()
for (const event of events.toSorted((a, b) => (a._meta.source < b._meta.source ? 1 : -1))) {
  const [key, template] = [keyOf(event), templateOf(event)]
  if (!key || samples.size === wanted || samples.has(key) || isBeyondLocalStack(template)) continue
  const gated = template.includes('"Api"') ? gatedOf(template) : []
  if (gated.length > 0) samples.set(key, { event, template, gated })
}

for (const [key, { event, template, gated }] of samples)
  corpus(`${key} ${event._meta.path}: gates ${gated.join(', ')} as preview said`, async () => {
    const name = `corpus-${key.replace(/\W/g, '-')}`
    const parameters = event.templateParameterValues
    const { processed, terminal } = await changeSet(cloud, name, template, { parameters })
    assert.ok(processed, terminal)
    assert.equal(hooked(processed).toSorted(), gated.toSorted())
  })

corpus('are a dozen', () => {
  assert.ok(events.length === 0 || samples.size === wanted, `only ${samples.size}`)
})

corpus.run()
