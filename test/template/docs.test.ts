import { readFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { settingNames } from '../../schema/settings.ts'
import { readStack } from './stack.ts'

const page = readFileSync(new URL('../../docs/install.md', import.meta.url), 'utf8')
const stack = readStack()
const settings: ReadonlySet<string> = new Set(settingNames)

const docs = suite('docs/install.md')

docs('lists every parameter that is no setting, with its default', () => {
  const rows = [...page.matchAll(/^\| `(\w+)` +\| (`[^`]+`|none) +\|/gm)].map(([, name, value]) => `${name} ${value}`)
  const expected = Object.entries(stack.Parameters)
    .filter(([name]) => !settings.has(name))
    .map(([name, { Default }]) => `${name} ${Default === '' ? 'none' : `\`${Default}\``}`)
  assert.equal(rows.toSorted(), expected.toSorted())
})

docs('names outputs that exist', () => {
  for (const [, name = ''] of page.matchAll(/outputs? `(\w+)`/g)) assert.ok(name in stack.Outputs, name)
})

docs('asks for the one capability that roles without a name of their own need', () => {
  const named = Object.values(stack.Resources).filter(({ Type }) => Type === 'AWS::IAM::Role')
  assert.not(named.some(({ Properties }) => 'RoleName' in Properties))
  assert.match(page, /CAPABILITY_IAM/)
  assert.not.match(page, /CAPABILITY_NAMED_IAM/)
})

docs.run()
