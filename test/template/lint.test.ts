import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { pythonWith } from '../helpers/python.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const examples = existsSync(`${root}examples`)
  ? readdirSync(`${root}examples`, { recursive: true, encoding: 'utf8' })
      .filter(file => /(^|\/)template\.ya?ml$/.test(file) && !/node_modules|\.aws-sam/.test(file))
      .map(file => `examples/${file}`)
  : []
const python = pythonWith('cfnlint')

const lint = suite('cfn-lint')
const fact = python ? lint : lint.skip

fact(`has nothing to say about template.yaml and ${examples.length} examples`, () => {
  const { stdout, stderr, status } = spawnSync(
    python ?? '',
    ['-c', 'from cfnlint.runner import main; main()', '--include-checks', 'I', '--', 'template.yaml', ...examples],
    { cwd: root, encoding: 'utf8' },
  )
  assert.equal([stdout, stderr, status], ['', '', 0])
})

lint.run()
