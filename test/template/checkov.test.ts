import { spawnSync } from 'node:child_process'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { pythonWith } from '../helpers/python.ts'
import { readStack, templatePath } from './stack.ts'

const python = pythonWith('checkov')

type Check = { check_id: string; resource: string; check_result: { suppress_comment?: string } }
type Report = { results: { passed_checks: Check[]; failed_checks: Check[]; skipped_checks: Check[] } }

const checkov = suite('checkov')
const fact = python ? checkov : checkov.skip

const scan = (): Report => {
  const command = ['-m', 'checkov.main', '--framework', 'cloudformation', '--skip-download', '--output', 'json']
  // its guidelines come from a service of its vendor's, which --skip-download leaves out
  const { stdout, stderr } = spawnSync(python ?? '', [...command, '--file', templatePath], { encoding: 'utf8' })
  if (!stdout) throw new Error(stderr)
  return JSON.parse(stdout)
}

const { results } = python ? scan() : { results: { passed_checks: [], failed_checks: [], skipped_checks: [] } }
const names = (checks: Check[]) => checks.map(({ check_id, resource }) => `${check_id} ${resource}`)

fact('finds nothing in template.yaml that is neither fixed nor suppressed', () => {
  assert.ok(results.passed_checks.length >= 29)
  assert.equal(names(results.failed_checks), [])
})

fact('skips what is suppressed with a reason, and nothing else', () => {
  const lambdas = Object.entries(readStack().Resources).filter(([, { Type }]) => Type === 'AWS::Lambda::Function')
  // concurrency of their own, and a dead-letter queue
  const skipped = ['CKV_AWS_115', 'CKV_AWS_116'].flatMap(id =>
    lambdas.map(([name, { Type }]) => `${id} ${Type}.${name}`),
  )
  assert.equal(names(results.skipped_checks).toSorted(), skipped.toSorted())
  for (const { check_id, check_result } of results.skipped_checks)
    assert.ok((check_result.suppress_comment ?? '').split(' ').length > 5, check_id)
})

checkov.run()
