import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { unsupportedNode } from '../../../cli/command-line/node-version.ts'

const test = suite('unsupportedNode')

for (const version of ['20.19.0', '20.20.2', '22.0.0', '24.21.0'])
  test(`accepts Node.js ${version}`, () => assert.is(unsupportedNode(version), undefined))

for (const version of ['18.20.8', '20.18.3', '16.0.0'])
  test(`says in one sentence that Node.js ${version} is too old`, () =>
    assert.is(unsupportedNode(version), `codedeployhook needs Node.js 20.19 or newer; this is Node.js ${version}.`))

test.run()
