import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Ran } from './account.ts'
import { startCloud } from './cloud.ts'
import { samDeploy } from './sam-deploy.ts'
import { live, statusOf, visit } from './stack.ts'
import { answering, packagedWebsite, withSettings } from './websites.ts'

const release = suite('a website with the SAM CLI')
const cloud = await startCloud()
release.after(cloud.stop)

const stack = 'sam-site'

const buildAndDeploy = (code: string, settings: Record<string, unknown> = {}): Promise<Ran> =>
  samDeploy(cloud, stack, packagedWebsite(code, { transform: withSettings(settings) }))

release('sam deploy makes the first version', async () => {
  const { exitCode, terminal } = await buildAndDeploy(answering('one'))
  assert.is(exitCode, 0, terminal)
  assert.is(await live(cloud, stack, 'Site'), '1')
  assert.is((await visit(cloud, stack, '/')).body, 'one')
})

release('sam deploy moves the traffic to the second', async () => {
  const { exitCode, terminal } = await buildAndDeploy(answering('two'))
  assert.is(exitCode, 0, terminal)
  assert.is(await live(cloud, stack, 'Site'), '2')
  assert.is((await visit(cloud, stack, '/')).body, 'two')
})

release('a broken version fails sam deploy, which prints the reason of CodeDeploy', async () => {
  const { exitCode, terminal } = await buildAndDeploy(answering('broken', 500))
  assert.is(exitCode, 1, terminal)
  assert.match(terminal, /UPDATE_FAILED +AWS::Lambda::Alias +SiteAliaslive +d-\w{9} failed\./)
  assert.match(terminal, /UPDATE_ROLLBACK_COMPLETE/)
  assert.is(await statusOf(cloud, stack), 'UPDATE_ROLLBACK_COMPLETE')
  assert.is(await live(cloud, stack, 'Site'), '2')
  assert.is((await visit(cloud, stack, '/')).body, 'two')
})

release('sam deploy prints the whole message of a refusal', async () => {
  const { exitCode, terminal } = await buildAndDeploy(answering('two'), { Mather: '200' })
  assert.is(exitCode, 1)
  assert.match(
    terminal,
    /Reason: Transform 000000000000::WebsiteHealthcheck failed with: Transform\.WebsiteHealthcheck\.Parameters\.Mather is unknown; did you mean Matcher\?\. Rollback requested by user\.$/m,
  )
})

release.run()
