import { existsSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { yamlParse } from 'yaml-cfn'
import { reasons } from '../healthcheck/reasons.ts'
import { transform } from '../macro/transform.ts'
import { worldOf } from '../macro/world.ts'
import { expected } from '../schema/sentence.ts'
import schema from '../schema/settings.schema.json' with { type: 'json' }
import { settingNames } from '../schema/settings.ts'
import { blocks, holds, read, table } from './helpers/document.ts'

const readme = suite('README.md')

readme('lists every setting of the schema with its default, values and meaning', () => {
  const rows = settingNames.map(name => {
    const property = schema.properties[name]
    const value = 'default' in property ? `\`${property.default}\`` : 'none'
    return [`\`${name}\``, value, expected(property), property.description]
  })
  holds('README.md', 'settings', table(['setting', 'default', 'values', 'meaning'], ...rows))
})

const macro = (text: string) => {
  const { Transform, ...fragment } = yamlParse(text)
  const [{ Parameters: params }] = [Transform].flat().map(name => (typeof name === 'string' ? {} : name))
  return transform(
    { fragment, params },
    worldOf({}, () => {}),
  )
}

for (const [i, text] of blocks('README.md', 'yaml')
  .filter(text => text.includes('Resources:'))
  .entries())
  readme(`shows a template (${i + 1}) that the macro gates`, () => {
    const { plans, problems } = macro(text)
    assert.equal(problems, [])
    assert.ok(plans.length > 0 && plans.every(({ kind }) => kind === 'gated'))
  })

readme('shows a diff of a template that the macro gates', () => {
  const [diff = ''] = blocks('README.md', 'diff')
  const after = diff.replace(/^-.*\n/gm, '').replace(/^[ +]/gm, '')
  const { plans, problems } = macro(after)
  assert.equal([problems, plans.map(({ kind }) => kind)], [[], ['gated']])
})

for (const file of ['README.md', 'CONTRIBUTING.md', 'SECURITY.md'])
  readme(`links in ${file} lead somewhere`, () => {
    const targets = [...read(file).matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(([, path]) => String(path))
    assert.equal(
      targets.filter(path => !existsSync(new URL(`../${path}`, import.meta.url))),
      [],
    )
  })

readme('names every script of package.json that it tells one to run', () => {
  const { scripts } = JSON.parse(read('package.json'))
  const named = [...`${read('README.md')}${read('CONTRIBUTING.md')}`.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) =>
    String(name),
  )
  assert.equal(
    named.filter(name => !(name in scripts)),
    [],
  )
})

readme('tells what each reason code means and what to do', () => {
  const rows = Object.entries(reasons).map(([code, { meaning, whatToDo }]) => [`\`${code}\``, meaning, whatToDo])
  holds('README.md', 'reasons', table(['code', 'what it means', 'what to do'], ...rows))
})

readme.run()
