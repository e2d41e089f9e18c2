import { cpSync } from 'node:fs'
import { build } from 'esbuild'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { startCloud } from './cloud.ts'
import { type Deployed, deployFile, packageTemplate } from './deploy.ts'
import { root } from './environment.ts'
import { hookMessage } from './logs.ts'
import { live, physicalId, visit } from './stack.ts'

const examples = suite('the examples of this repository, deployed as they are')
const cloud = await startCloud()
examples.after(cloud.stop)

/** Deploys an example, its site bundled with its dependencies as `sam build` would install them. */
const release = async (stack: string, example: string): Promise<Deployed> => {
  const copy = `${cloud.folder}/${stack}-${example}`
  cpSync(`${root}examples`, copy, { recursive: true })
  const site = `${copy}/${example}/site`
  const outfile = `${site}/index.js`
  const entryPoints = [`${root}examples/${example}/site/index.js`]
  const banner = { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)" }
  await build({ entryPoints, outfile, banner, bundle: true, platform: 'node', format: 'esm', allowOverwrite: true })
  return deployFile(cloud, stack, await packageTemplate(cloud, `${copy}/${example}/template.yaml`))
}

examples('website is created, and serves its visitors', async () => {
  const { status, terminal } = await release('examples-shop', 'website')
  assert.is(status, 'CREATE_COMPLETE', terminal)
  assert.is(await live(cloud, 'examples-shop', 'Site'), '1')
  assert.match((await visit(cloud, 'examples-shop', '/')).body, /^<h1>Tea shop<\/h1>/)
})

examples('broken-website as its next release gets no visitor, and the log says why', async () => {
  const { status, terminal } = await release('examples-shop', 'broken-website')
  assert.is(status, 'UPDATE_ROLLBACK_COMPLETE', terminal)
  assert.match((await visit(cloud, 'examples-shop', '/')).body, /^<h1>Tea shop<\/h1>/)
  const name = await physicalId(cloud, 'examples-shop', 'Site')
  await hookMessage(cloud, name, /^Failed Healthcheck\.FunctionError \S+:2 GET \/healthcheck -> /)
})

examples('hand-wired is created behind its own alias', async () => {
  // its HTTP API is passed over: AWS::ApiGatewayV2 is not part of LocalStack's community core
  const { status, terminal } = await release('examples-hand', 'hand-wired')
  assert.is(status, 'CREATE_COMPLETE', terminal)
  assert.is(await live(cloud, 'examples-hand', 'Site'), '1')
})

examples.run()
