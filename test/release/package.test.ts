import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import packageJson from '../../package.json' with { type: 'json' }
import { releaseTemplate } from '../../release/template.ts'
import { pythonWith } from '../helpers/python.ts'
import { properties, readStack } from '../template/stack.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = mkdtempSync(`${tmpdir()}/release-`)
const make = (name: string) => {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'release/package.ts', `${folder}/${name}`],
    {
      cwd: root,
      encoding: 'utf8',
    },
  )
  assert.is(status, 0, stderr)
  return Object.fromEntries(
    readdirSync(`${folder}/${name}`).map(file => [file, readFileSync(`${folder}/${name}/${file}`)]),
  )
}

const first = make('first')

const functions = {
  macro: 'MacroFunction',
  hook: 'HookFunction',
  gate: 'GateFunction',
  'gate-failure': 'GateFailureFunction',
}
const zipOf = (part: string) => Object.keys(first).find(name => new RegExp(`^${part}-[0-9a-f]{16}\\.zip$`).test(name))

const release = suite('npm run package')
release.after(() => rmSync(folder, { recursive: true }))

release('makes a template, a zip file for each function, the npm package and their checksums', () => {
  const names = Object.keys(first).map(name => name.replace(/[0-9a-f]{16}/, '…'))
  assert.equal(names.toSorted(), [
    'SHA256SUMS',
    `codedeployhook-${packageJson.version}.tgz`,
    'gate-failure-….zip',
    'gate-….zip',
    'hook-….zip',
    'macro-….zip',
    'template.yaml',
  ])
})

release('makes the same bytes from the same build', () => {
  assert.equal(make('second'), first)
})

release('writes the checksums as sha256sum does', () => {
  const { SHA256SUMS, ...files } = first
  const lines = String(SHA256SUMS).trimEnd().split('\n')
  assert.equal(
    lines.toSorted(),
    Object.entries(files)
      .map(([name, bytes]) => `${createHash('sha256').update(bytes).digest('hex')}  ${name}`)
      .toSorted(),
  )
})

const zipfile = pythonWith('zipfile')
for (const part of Object.keys(functions))
  (zipfile ? release : release.skip)(`puts the ${part} into its zip file that runs from an empty folder`, () => {
    const file = zipOf(part)
    const into = `${folder}/${part}`
    assert.is(spawnSync(zipfile ?? '', ['-m', 'zipfile', '-e', `${folder}/first/${file}`, into]).status, 0)
    // with what it loads when it needs it
    assert.equal(readdirSync(into).toSorted(), readdirSync(`${root}dist/${part}`).toSorted())
    for (const name of ['THIRD-PARTY-LICENSES', 'index.mjs', 'sbom.cdx.json'])
      assert.ok(readdirSync(into).includes(name))
    const { stdout } = spawnSync(
      process.execPath,
      ['--input-type=module', '-e', "console.log(typeof (await import('./index.mjs')).handler)"],
      { cwd: into, encoding: 'utf8', env: { AWS_REGION: 'eu-central-1' } },
    )
    assert.is(stdout, 'function\n')
  })

release('makes a template whose functions take their code from a bucket of the user, in one Region or in each', () => {
  const released = readStack(`${folder}/first/template.yaml`)
  const perRegion = { 'Fn::Sub': `\${CodeBucket}-\${AWS::Region}` }
  for (const [part, logicalId] of Object.entries(functions)) {
    const { Code } = properties(released, logicalId)
    assert.equal(Code, {
      S3Bucket: { 'Fn::If': ['HasBucketPerRegion', perRegion, { Ref: 'CodeBucket' }] },
      S3Key: { 'Fn::Sub': `\${CodePrefix}${zipOf(part)}` },
    })
  }
})

release('makes a template that CloudFormation takes from a file, without a bucket', () => {
  assert.ok((first['template.yaml']?.length ?? 0) < 51_200)
})

release('makes a template without any transform, as StackSets with service-managed permissions want it', () => {
  assert.not.match(String(first['template.yaml']), /^Transform:|Type: AWS::Serverless::|Fn::Transform/m)
})

const cfnlint = pythonWith('cfnlint')
;(cfnlint ? release : release.skip)('makes a template in which cfn-lint finds nothing', () => {
  const { stdout, stderr, status } = spawnSync(
    cfnlint ?? '',
    ['-c', 'from cfnlint.runner import main; main()', '--include-checks', 'I', '--', `${folder}/first/template.yaml`],
    { encoding: 'utf8' },
  )
  assert.equal([stdout, stderr, status], ['', '', 0])
})

release('makes a template that is otherwise the one in the repository', () => {
  const released = readStack(`${folder}/first/template.yaml`)
  const original = readStack()
  const { CodeBucket, CodeBucketPerRegion, CodePrefix, ...parameters } = released.Parameters
  assert.ok(CodeBucket && CodeBucketPerRegion && CodePrefix)
  const { HasBucketPerRegion, ...conditions } = released.Conditions
  assert.equal(
    [HasBucketPerRegion, conditions],
    [{ 'Fn::Equals': [{ Ref: 'CodeBucketPerRegion' }, 'true'] }, original.Conditions],
  )
  assert.equal(parameters, original.Parameters)
  for (const logicalId of Object.values(functions))
    for (const stack of [released, original]) delete properties(stack, logicalId).Code
  assert.equal(released.Resources, original.Resources)
  assert.equal(released.Outputs, original.Outputs)
})

release('refuses a template whose code it cannot find', () => {
  assert.throws(
    () => releaseTemplate('\nParameters:\n    ParameterGroups:\n\nConditions:\n', [{ part: 'hook', file: 'hook.zip' }]),
    /^template\.yaml has "Code: dist\/hook\\n" 0 times; expected it once\.$/,
  )
})

release.run()
