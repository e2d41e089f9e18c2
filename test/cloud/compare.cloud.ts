import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { startCloud } from './cloud.ts'
import { deploy } from './deploy.ts'
import { hookMessage } from './logs.ts'
import { live, physicalId, processedOf } from './stack.ts'
import { answering, packagedWebsite, settingsIn } from './websites.ts'

const compare = suite('a catch-all that knows no health check')
const cloud = await startCloud()
compare.after(cloud.stop)

compare('is tagged to be compared with the live version', async () => {
  const { status, terminal } = await deploy(cloud, 'compare', packagedWebsite(answering('no such page', 404)))
  assert.is(status, 'CREATE_COMPLETE', terminal)
  assert.is(settingsIn(await processedOf(cloud, 'compare')).Mode, 'Compare')
})

compare('gets the traffic for a version that answers no worse, which is unproven', async () => {
  const { status, terminal } = await deploy(cloud, 'compare', packagedWebsite(answering('nothing here', 404)))
  assert.is(status, 'UPDATE_COMPLETE', terminal)
  assert.is(await live(cloud, 'compare', 'Site'), '2')
  const name = await physicalId(cloud, 'compare', 'Site')
  assert.match(
    await hookMessage(cloud, name, /:2 GET/),
    /^Succeeded Healthcheck\.ResponseCodeMismatch .* GET \/healthcheck -> 404 in \d+ ms \(no worse than version 1\)$/,
  )
})

compare('keeps it from a version that answers 500', async () => {
  const { status } = await deploy(cloud, 'compare', packagedWebsite(answering('no database', 500)))
  assert.is(status, 'UPDATE_ROLLBACK_COMPLETE')
  assert.is(await live(cloud, 'compare', 'Site'), '2')
  const name = await physicalId(cloud, 'compare', 'Site')
  assert.match(await hookMessage(cloud, name, /:3 GET/), /^Failed .* -> 500 in \d+ ms \(worse than version 2\)$/)
})

compare.run()
