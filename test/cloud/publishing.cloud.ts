import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { startCloud } from './cloud.ts'
import { deploy, type Parameters, type Source } from './deploy.ts'
import { hookMessage } from './logs.ts'
import { live, physicalId, versionsOf } from './stack.ts'
import { answering, packagedWebsite, withSettings } from './websites.ts'

const publishing = suite('what publishes a new version')
const cloud = await startCloud()
publishing.after(cloud.stop)

const stack = 'publishing'

type State = {
  timeout?: number
  layer?: string
  tags?: Record<string, string>
  description?: string
  settings?: Record<string, unknown>
}

const site = ({ timeout = 10, layer = 'one', tags, description, settings = {} }: State = {}): Source => {
  const { template, files } = packagedWebsite(answering('ok'), {
    transform: withSettings(settings),
    parameters: { Greeting: { Type: 'String', Default: 'hello' }, Secret: { Type: 'String', NoEcho: true } },
    resources: {
      Library: { Type: 'AWS::Serverless::LayerVersion', Properties: { ContentUri: 'library', LayerName: 'library' } },
    },
    properties: {
      Timeout: timeout,
      Layers: [{ Ref: 'Library' }],
      Environment: { Variables: { GREETING: { Ref: 'Greeting' }, SECRET: { Ref: 'Secret' } } },
      ...(tags && { Tags: tags }),
      ...(description && { Description: description }),
    },
  })
  return { template, files: { ...files, 'library/library.txt': layer } }
}

/** Deploys and gives the versions that there are then; the last one has to be the live one, and to have been probed. */
const versionsAfter = async (state: State, parameters: Parameters = {}): Promise<number> => {
  const { status, terminal } = await deploy(cloud, stack, site(state), { parameters: { Secret: 'a', ...parameters } })
  assert.match(String(status), /^(CREATE|UPDATE)_COMPLETE$/, terminal)
  const versions = await versionsOf(cloud, stack, 'Site')
  const last = versions.at(-1) ?? ''
  assert.is(await live(cloud, stack, 'Site'), last)
  if (versions.length > 1) {
    const name = await physicalId(cloud, stack, 'Site')
    assert.match(await hookMessage(cloud, name, new RegExp(`:${last} GET`)), new RegExp(`^Succeeded ${name}:${last} `))
  }
  return versions.length
}

publishing("by SAM's own rule a changed timeout publishes nothing", async () => {
  assert.is(await versionsAfter({ settings: { PublishOn: 'Code' } }), 1)
  assert.is(await versionsAfter({ settings: { PublishOn: 'Code' }, timeout: 11 }), 1)
})

publishing('to turn it on for a site that runs already publishes one version', async () => {
  assert.is(await versionsAfter({}), 2)
})

let now: State = {}
let values: Parameters = {}

for (const [title, change, parameters, published] of [
  ['a changed timeout', { timeout: 12 }, {}, 1],
  ['another value of a parameter behind an environment variable', {}, { Greeting: 'good morning' }, 1],
  ['a new version of a layer', { layer: 'two' }, {}, 1],
  ['tags', { tags: { Team: 'web' } }, {}, 0],
  ['a setting', { settings: { TimeoutSeconds: 20 } }, {}, 0],
  ['a description', { description: 'A website' }, {}, 0],
  ['another value of a NoEcho parameter', {}, { Secret: 'b' }, 0],
] as [string, State, Parameters, number][])
  publishing(`${title} ${published ? 'publishes a version, which is probed' : 'publishes none'}`, async () => {
    const before = (await versionsOf(cloud, stack, 'Site')).length
    now = { ...now, ...change }
    values = { ...values, ...parameters }
    assert.is(await versionsAfter(now, values), before + published)
  })

publishing.run()
