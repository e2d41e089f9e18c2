import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { pythonWith } from '../helpers/python.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const python = pythonWith('pre_commit')
const folder = mkdtempSync(`${tmpdir()}/pre-commit-`)

const run = (cwd: string, command: string, args: string[], environment: Record<string, string> = {}) => {
  // a hook that runs these tests has set the variables by which git finds its repository
  const env = Object.entries(process.env).filter(([name]) => !/^(GIT_|npm_)/.test(name))
  return spawnSync(command, args, { cwd, encoding: 'utf8', env: { ...Object.fromEntries(env), ...environment } })
}

const git = (cwd: string, ...args: string[]): string => {
  const { status, stdout, stderr } = run(cwd, 'git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args])
  assert.is(status, 0, stderr)
  return stdout
}

/** A repository with the files of this one as they are now, of which nothing is built. */
const published = (): string => {
  const clone = `${folder}/published`
  for (const file of git(root, 'ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate').split('\n')) {
    if (!file || file.startsWith('test/')) continue
    mkdirSync(dirname(`${clone}/${file}`), { recursive: true })
    cpSync(`${root}${file}`, `${clone}/${file}`)
  }
  return commit(clone)
}

const commit = (repository: string): string => {
  git(repository, 'init', '--quiet')
  git(repository, 'add', '.')
  git(repository, 'commit', '--quiet', '--message', 'all')
  return repository
}

const website = (file: string, text: string): void => {
  mkdirSync(dirname(`${folder}/website/${file}`), { recursive: true })
  writeFileSync(`${folder}/website/${file}`, text)
}

const template = (settings: string) => `
Transform: [WebsiteHealthcheck, AWS::Serverless-2016-10-31]
Resources:
  Site:
    Type: AWS::Serverless::Function
    Metadata: { WebsiteHealthcheck: { ${settings} } }
    Properties:
      CodeUri: s3://bucket/key
      Handler: index.handler
      Runtime: nodejs24.x
      Events: { Any: { Type: HttpApi } }
`

const hook = suite('pre-commit, from the repository itself')
const fact = python ? hook : hook.skip
hook.after(() => rmSync(folder, { recursive: true, force: true }))

fact('builds the command from a clone and checks the templates of a commit', () => {
  const repository = published()
  website('site/template.yaml', template('Path: /up'))
  website('other.yaml', template('Pth: /up'))
  commit(`${folder}/website`)
  const environment = { PRE_COMMIT_HOME: `${folder}/home` }
  const preCommit = () =>
    run(
      `${folder}/website`,
      python ?? '',
      ['-m', 'pre_commit', 'try-repo', repository, 'codedeployhook-check', '--all-files', '--verbose'],
      environment,
    )
  const healthy = preCommit()
  assert.is(healthy.status, 0, healthy.stdout + healthy.stderr)
  assert.match(healthy.stdout, /1 template: no error, no warning\./)

  website('site/template.yaml', template('Pth: /up'))
  const { status, stdout } = preCommit()
  assert.is(status, 1)
  assert.match(stdout, /site\/template\.yaml\n.* WHE2001 /)
})

hook.run()
