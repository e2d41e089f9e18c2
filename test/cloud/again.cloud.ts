import { writeFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { startCloud } from './cloud.ts'
import { deploy } from './deploy.ts'
import { live, versionsOf } from './stack.ts'
import { answering, website } from './websites.ts'

// The same release once more, after what failed it is solved: docs/faq.md.
const again = suite('deploying again')
const cloud = await startCloud()
again.after(cloud.stop)

const stack = 'again'
const solved = `${cloud.folder}/solved`
const depending = `exports.handler = async () => ({ statusCode: require('node:fs').existsSync('${solved}') ? 200 : 503, body: '' })\n`
const release = (code: string, variables: Record<string, string> = {}): string =>
  website({
    code,
    metadata: { WebsiteHealthcheck: { Mode: 'Enforce' } },
    properties: { Environment: { Variables: variables } },
  })

again('a release fails on what it depends on, and its version stays', async () => {
  assert.is((await deploy(cloud, stack, release(answering('one')))).status, 'CREATE_COMPLETE')
  assert.is((await deploy(cloud, stack, release(depending))).status, 'UPDATE_ROLLBACK_COMPLETE')
  assert.equal(await versionsOf(cloud, stack, 'Site'), ['1', '2'])
  assert.is(await live(cloud, stack, 'Site'), '1')
})

again('the same artifact once more is a version of its own', async () => {
  writeFileSync(solved, '')
  const { status, terminal } = await deploy(cloud, stack, release(depending))
  assert.is(status, 'UPDATE_COMPLETE', terminal)
  assert.equal(await versionsOf(cloud, stack, 'Site'), ['1', '2', '3'])
  assert.is(await live(cloud, stack, 'Site'), '3')
})

again('with one more variable the same code is a version of its own', async () => {
  const { status, terminal } = await deploy(cloud, stack, release(depending, { RELEASE: '2' }))
  assert.is(status, 'UPDATE_COMPLETE', terminal)
  assert.is(await live(cloud, stack, 'Site'), '4')
})

again.run()
