import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
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
  holds('docs/settings.md', 'settings', table(['setting', 'default', 'values', 'meaning'], ...rows))
})

const macro = (text: string) => {
  const { Transform, ...fragment } = yamlParse(text)
  const [{ Parameters: params }] = [Transform].flat().map(name => (typeof name === 'string' ? {} : name))
  return transform(
    { fragment, params },
    worldOf({}, () => {}),
  )
}

for (const [i, text] of blocks('docs/settings.md', 'yaml')
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

const root = new URL('../', import.meta.url)
const documents = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'].concat(
  readdirSync(new URL('docs', root)).flatMap(name => (name.endsWith('.md') ? [`docs/${name}`] : [])),
)

/** The anchors of a document's headings, as GitHub makes them. */
const anchorsOf = (file: string): string[] =>
  Array.from(read(file).matchAll(/^#+ (.*)$/gm), ([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )

for (const file of documents)
  readme(`links in ${file} lead somewhere`, () => {
    const links = Array.from(read(file).matchAll(/\]\((?!https?:)([^)]+)\)/g), ([, link]) => String(link))
    const broken = links.filter(link => {
      const [path = '', anchor] = link.split('#')
      const target = path === '' ? file : join(dirname(file), path)
      if (!existsSync(new URL(target, root))) return true
      return anchor !== undefined && target.endsWith('.md') && !anchorsOf(target).includes(anchor)
    })
    assert.equal(broken, [])
  })

readme('can be read in three minutes', () => {
  assert.ok(read('README.md').split(/\s+/).length <= 950)
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
  holds('docs/when-a-deployment-fails.md', 'reasons', table(['code', 'what it means', 'what to do'], ...rows))
})

readme.run()
