import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Cloud, startCloud } from '../helpers/cloud.ts'
import { blocks } from '../helpers/document.ts'
import { pythonWith } from '../helpers/python.ts'

const moto = pythonWith('moto')
const awscli = pythonWith('awscli')
const samcli = pythonWith('samcli')

const page = 'docs/when-a-deployment-fails.md'
const commands = suite(`the commands of ${page}, with the log of a hook on moto`)
const fact = moto && awscli && samcli ? commands : commands.skip
const world = {} as { cloud: Cloud }
commands.after(() => world.cloud?.stop())

const group = '/aws/lambda/CodeDeployHook_LambdaWebsite'
const failed = {
  level: 'ERROR',
  message: 'Failed Healthcheck.ResponseCodeMismatch Site:12 GET /healthcheck -> 502 in 812 ms',
  deploymentId: 'd-ABCDEF123',
}
const succeeded = { level: 'INFO', message: 'Succeeded Shop:3 GET / -> 200 in 9 ms', deploymentId: 'd-XYZABC789' }

/** A line of the page in a shell, with the real CLIs. */
const shell = (line: string) => {
  const { folder, environment } = world.cloud
  return spawnSync('sh', ['-c', line], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...environment, PATH: `${folder}:${process.env.PATH}` },
  })
}

commands.before(async () => {
  if (!moto || !awscli || !samcli) return
  world.cloud = await startCloud(moto, 'moto.server')
  for (const [name, python, module] of [
    ['aws', awscli, 'awscli'],
    ['sam', samcli, 'samcli'],
  ] as const)
    writeFileSync(`${world.cloud.folder}/${name}`, `#!/bin/sh\nexec '${python}' -m ${module} "$@"\n`, { mode: 0o755 })
  const events = [succeeded, failed].map(record => ({
    timestamp: Date.now() - 60_000,
    message: JSON.stringify(record),
  }))
  writeFileSync(`${world.cloud.folder}/events.json`, JSON.stringify(events))
  const { status, stderr } = shell(
    `aws logs create-log-group --log-group-name ${group} && aws logs create-log-stream --log-group-name ${group} --log-stream-name a && aws logs put-log-events --log-group-name ${group} --log-stream-name a --log-events file://events.json`,
  )
  assert.is(status, 0, stderr)
})

// `aws logs tail` is in version 2 of the AWS CLI only, which is not on PyPI
const lines = blocks(page, 'sh')
  .flatMap(block => block.trim().split('\n'))
  .filter(line => !line.startsWith('aws logs tail'))

for (const line of lines)
  fact(`${line.slice(0, 80)}… prints what the log has about the failure`, () => {
    const { status, stdout, stderr } = shell(line)
    assert.is(status, 0, stderr)
    assert.match(stdout, failed.message)
    // moto knows no patterns for JSON, and prints everything then
    if (!line.includes('$.deploymentId')) assert.not.match(stdout, succeeded.message)
  })

commands.run()
