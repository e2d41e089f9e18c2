import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { pythonWith } from '../helpers/python.ts'
import { commitAll, copyRepository, runApart } from '../helpers/repository.ts'

const python = pythonWith('pre_commit')
const folder = mkdtempSync(`${tmpdir()}/pre-commit-`)

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
  copyRepository(`${folder}/published`)
  website('site/template.yaml', template('Path: /up'))
  website('other.yaml', template('Pth: /up'))
  commitAll(`${folder}/website`)
  const command = ['try-repo', `${folder}/published`, 'codedeployhook-check', '--all-files', '--verbose']
  const preCommit = () =>
    runApart(`${folder}/website`, python ?? '', ['-m', 'pre_commit', ...command], { PRE_COMMIT_HOME: `${folder}/home` })

  const healthy = preCommit()
  assert.is(healthy.status, 0, healthy.stdout + healthy.stderr)
  assert.match(healthy.stdout, /1 template: no errors, no warnings\./)

  website('site/template.yaml', template('Pth: /up'))
  const { status, stdout } = preCommit()
  assert.is(status, 1, stdout)
  assert.match(stdout, /site\/template\.yaml\n.* WHE2001 /)
})

hook.run()
