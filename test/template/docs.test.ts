import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parameterGroups, parameters, variables } from '../../build/settings/stack.ts'
import { settingNames } from '../../schema/settings.ts'
import { holds, read, table } from '../helpers/document.ts'
import { readStack } from './stack.ts'

const page = read('docs/install.md')
const stack = readStack()
const settings: ReadonlySet<string> = new Set(settingNames)

const docs = suite('docs/install.md')

docs('lists every parameter that is not a setting', () => {
  const rows = Object.entries(stack.Parameters)
    .filter(([name]) => !settings.has(name))
    .map(([name, { Default, Description }]) => [`\`${name}\``, Default === '' ? 'none' : `\`${Default}\``, Description])
  holds('docs/install.md', 'parameters', table(['parameter', 'default', 'meaning'], ...rows))
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

const template = suite('settings in template.yaml')

template('are parameters of the stack', () => {
  holds('template.yaml', 'settings', parameters())
})

template('stand in the groups of the console', () => {
  holds('template.yaml', 'settings-groups', parameterGroups())
})

for (const part of ['macro', 'hook', 'gate'])
  template(`reach the ${part} as variables`, () => {
    holds('template.yaml', `${part}-variables`, variables())
  })

template.run()
