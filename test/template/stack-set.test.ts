import { spawnSync } from 'node:child_process'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Cloud, root, startCloud } from '../helpers/cloud.ts'
import { blocks } from '../helpers/document.ts'
import { pythonWith } from '../helpers/python.ts'

const moto = pythonWith('moto')
const awscli = pythonWith('awscli')
const regions = ['eu-central-1', 'us-east-1']

const stackSet = suite('the installation of a whole organization, on moto')
const fact = moto && awscli ? stackSet : stackSet.skip
const world = {} as { cloud: Cloud; unit: string }
stackSet.after(() => world.cloud?.stop())

const aws = (...args: string[]): string => {
  const { status, stdout, stderr } = world.cloud.run(awscli ?? '', 'awscli', args)
  assert.is(status, 0, `aws ${args.join(' ')}\n${stdout}\n${stderr}`)
  return stdout.trim()
}
const text = (query: string, ...args: string[]) => aws(...args, '--query', query, '--output', 'text')

stackSet.before(async () => {
  if (!moto || !awscli) return
  world.cloud = await startCloud(moto, 'moto.server')
  aws('organizations', 'create-organization', '--feature-set', 'ALL')
  const parent = text('Roots[0].Id', 'organizations', 'list-roots')
  world.unit = text(
    'OrganizationalUnit.Id',
    ...['organizations', 'create-organizational-unit', '--parent-id', parent, '--name', 'Websites'],
  )
  for (const name of ['shop', 'blog']) {
    const account = text(
      'CreateAccountStatus.AccountId',
      ...['organizations', 'create-account', '--account-name', name, '--email', `${name}@example.com`],
    )
    aws(
      ...['organizations', 'move-account', '--account-id', account],
      ...['--source-parent-id', parent, '--destination-parent-id', world.unit],
    )
  }
})

/** The AWS commands of a block, each as its words. */
const commandsOf = (block: string): string[][] =>
  block
    .replaceAll('\\\n', ' ')
    .replaceAll('BUCKET', 'code')
    .replaceAll('OU-ID', world.unit)
    .split('\n')
    .filter(line => line.startsWith('aws '))
    .map(line => line.slice('aws '.length).trim().split(/\s+/))

fact('makes the stack in each account and Region of it, by the commands of docs/install.md', () => {
  const packing = ['--import', 'tsx', 'release/package.ts', `${world.cloud.folder}/release`]
  assert.is(spawnSync(process.execPath, packing, { cwd: root }).status, 0)
  for (const region of regions) {
    aws('s3', 'mb', `s3://code-${region}`, '--region', region)
    aws('s3', 'cp', '--recursive', `${world.cloud.folder}/release`, `s3://code-${region}/codedeployhook/`)
  }
  const block = blocks('docs/install.md', 'sh').find(text => text.includes('create-stack-set')) ?? ''
  for (const words of commandsOf(block))
    aws(
      ...words.map(word => word.replace('file://template.yaml', `file://${world.cloud.folder}/release/template.yaml`)),
    )
  const instances = text(
    'Summaries[].[Region, StackInstanceStatus.DetailedStatus]',
    ...['cloudformation', 'list-stack-instances', '--stack-set-name', 'codedeployhook'],
  )
  assert.equal(
    instances.split('\n').toSorted(),
    regions.flatMap(region => [`${region}\tSUCCEEDED`, `${region}\tSUCCEEDED`]),
  )
})

stackSet.run()
