import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from 'yaml'
import packageJson from '../../package.json' with { type: 'json' }

const root = new URL('../../', import.meta.url)
const folder = new URL('.github/workflows/', root)

type Step = { name?: string; uses?: string; run?: string; with?: Record<string, unknown> }
type Job = { needs?: string; permissions?: Record<string, string>; outputs?: Record<string, string>; steps: Step[] }
type Workflow = { permissions: unknown; jobs: Record<string, Job> }
const pinned = /uses: [\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/

const workflows = suite('workflows')

for (const file of readdirSync(folder)) {
  const source = readFileSync(new URL(file, folder), 'utf8')
  const { permissions, jobs } = parse(source) as Workflow

  workflows(`${file} pins every action by its commit, with the version beside it`, () => {
    const uses = source.split('\n').filter(line => line.includes('uses:') && !line.endsWith('uses: ./'))
    assert.ok(uses.length > 0)
    for (const line of uses) assert.match(line, pinned)
  })

  workflows(`${file} may read, and more only where a job says so`, () => {
    assert.equal(permissions, { contents: 'read' })
  })

  workflows(`${file} puts no text of others into a shell`, () => {
    for (const { run } of Object.values(jobs).flatMap(({ steps }) => steps)) assert.not.match(run ?? '', /\$\{\{/)
  })
}

const action = readFileSync(new URL('action.yml', root), 'utf8')

workflows("have an action beside them that pins others' actions and puts no text of others into a shell", () => {
  const { runs } = parse(action) as { runs: { steps: Step[] } }
  for (const line of action.split('\n').filter(line => line.includes('uses:'))) assert.match(line, pinned)
  for (const { run } of runs.steps) assert.not.match(run ?? '', /\$\{\{/)
})

workflows('use that action themselves', () => {
  const { jobs } = parse(readFileSync(new URL('ci.yml', folder), 'utf8')) as Workflow
  assert.ok(jobs.check?.steps.some(({ uses }) => uses === './'))
})

workflows('pin the same commit of an action everywhere', () => {
  const uses = [action, ...readdirSync(folder).map(file => readFileSync(new URL(file, folder), 'utf8'))]
    .flatMap(text => [...text.matchAll(/uses: ([\w/-]+)@(\S+ # \S+)/g)])
    .map(([, action, pin]) => [String(action).replace(/^(github\/codeql-action)\/.*/, '$1'), pin] as const)
  for (const [action, pin] of uses) assert.is(pin, new Map(uses).get(action), action)
})

workflows('run the script that runs everywhere', () => {
  for (const file of ['ci.yml', 'release.yml'])
    assert.match(readFileSync(new URL(file, folder), 'utf8'), /^ {6}- run: \.ci\/run$/m)
  for (const file of readdirSync(new URL('.ci/', root)).filter(file => !file.includes('.')))
    assert.ok(statSync(new URL(`.ci/${file}`, root)).mode & 0o100, `.ci/${file} cannot be executed`)
})

workflows('run on the oldest Node that package.json allows, as .nvmrc has it', () => {
  const [oldest] = packageJson.engines.node.match(/\d+/) ?? []
  assert.is(readFileSync(new URL('.nvmrc', root), 'utf8').trim(), oldest)
  assert.match(readFileSync(new URL('ci.yml', folder), 'utf8'), /node-version-file: \.nvmrc/)
})

const { build, publish } = (parse(readFileSync(new URL('release.yml', folder), 'utf8')) as Workflow).jobs
const linesOf = (job?: Job): string => (job?.steps ?? []).map(({ run = '' }) => run).join('\n')

workflows(
  'hold the identity for publishing in a job that installs nothing, runs nothing of the repository and tests nothing',
  () => {
    for (const file of readdirSync(folder)) {
      const { jobs } = parse(readFileSync(new URL(file, folder), 'utf8')) as Workflow
      for (const [name, { permissions, steps }] of Object.entries(jobs))
        if (permissions?.['id-token'] === 'write') {
          assert.is(`${file} ${name}`, 'release.yml publish')
          assert.not(steps.some(({ uses }) => uses?.startsWith('actions/checkout@')))
        }
    }
    assert.not.match(linesOf(publish), /npm (ci|install|run|test|exec)|npx|\.ci\/|node /)
    assert.match(linesOf(publish), /^npm publish \S+\.tgz --ignore-scripts /m)
    assert.not(build?.permissions)
  },
)

workflows('publish the files of the build job by their digest', () => {
  assert.is(publish?.needs, 'build')
  assert.match(build?.outputs?.sums ?? '', /steps\.sums\.outputs\.sha256/)
  const download = publish?.steps.findIndex(({ uses }) => uses?.startsWith('actions/download-artifact@')) ?? -1
  assert.is(publish?.steps[download]?.with?.['artifact-ids'], '${{ needs.build.outputs.artifact }}')
  assert.match(publish?.steps[download + 1]?.run ?? '', /sha256sum --check --strict\n/)
})

for (const [title, change, accepted] of [
  ['takes what the build job made', () => {}, true],
  ['refuses a changed file', (made: string) => writeFileSync(`${made}/template.yaml`, 'changed'), false],
  ['refuses a file that is not in the list', (made: string) => writeFileSync(`${made}/other`, ''), false],
  [
    'refuses a list that was changed with its file',
    (made: string) => {
      writeFileSync(`${made}/template.yaml`, 'changed')
      writeFileSync(`${made}/SHA256SUMS`, sumOf('changed', 'template.yaml'))
    },
    false,
  ],
] as const)
  workflows(`check the digest in a way that ${title}`, () => {
    const made = mkdtempSync(`${tmpdir()}/artifact-`)
    const list = sumOf('text', 'template.yaml')
    writeFileSync(`${made}/template.yaml`, 'text')
    writeFileSync(`${made}/SHA256SUMS`, list)
    change(made)
    const step = publish?.steps.find(({ name }) => name === 'The files are those of the build job')
    const { status } = spawnSync('bash', ['-eo', 'pipefail', '-c', step?.run ?? 'exit 9'], {
      cwd: made,
      env: { PATH: process.env.PATH, SUMS: sumOf(list, '').trim() },
    })
    rmSync(made, { recursive: true })
    assert.is(status === 0, accepted)
  })

const sumOf = (text: string, name: string): string => `${createHash('sha256').update(text).digest('hex')}  ${name}\n`

workflows.run()

const npmPackage = suite('the npm package')

npmPackage('depends on nothing at run time, so that installing it runs no script of anybody', () => {
  assert.not('dependencies' in packageJson)
  assert.not('optionalDependencies' in packageJson)
  assert.not('peerDependencies' in packageJson)
  const scripts = Object.keys(packageJson.scripts)
  assert.equal(
    scripts.filter(name => /^(pre|post)?install$/.test(name)),
    [],
  )
})

npmPackage('installs with no script of others that allowScripts does not name, so that npm 11 warns about none', () => {
  const { packages } = JSON.parse(readFileSync(new URL('package-lock.json', root), 'utf8')) as {
    packages: Record<string, { hasInstallScript?: boolean }>
  }
  const scripted = Object.keys(packages)
    .filter(path => path.includes('node_modules/') && packages[path]?.hasInstallScript)
    .map(path => path.split('node_modules/').at(-1))
  assert.equal([...new Set(scripted)], Object.keys(packageJson.allowScripts))
})

npmPackage.run()
