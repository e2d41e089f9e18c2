import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { deployable } from '../../../../cli/rehearse/plan/deployable.ts'
import { unpublished } from '../../../../cli/rehearse/plan/unpublished.ts'
import { parseTemplate } from '../../../../cli/template/template.ts'

const root = mkdtempSync(join(tmpdir(), 'unpublished-'))

type Site = {
  settings?: string
  properties?: string
  parameters?: Record<string, string>
  files?: Record<string, string>
}

const read = (name: string, { settings = '{}', properties = '', parameters = {}, files = {} }: Site) => {
  const folder = join(root, name)
  for (const [file, text] of Object.entries({ 'site/index.mjs': 'one', ...files })) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  const text = `
Transform: [{ Name: WebsiteHealthcheck, Parameters: ${settings} }, AWS::Serverless-2016-10-31]
Parameters: { Stage: { Type: String, Default: test }, Secret: { Type: String, NoEcho: true, Default: a } }
Resources:
  Library: { Type: AWS::Serverless::LayerVersion, Properties: { ContentUri: library } }
  Site:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: site
      Handler: index.handler
      Runtime: nodejs24.x
      Events: { Any: { Type: HttpApi } }
      ${properties}
`
  const template = parseTemplate(text, `${name}.yaml`, folder)
  return deployable({ template, overrides: parameters, region: 'eu-central-1' }, {})
}

let count = 0
const said = (next: Site, live: Site = {}): string[] => {
  count += 1
  return unpublished(read(`next-${count}`, next), read(`live-${count}`, live), ['Site']).map(text =>
    text.replaceAll(/-\d+\.yaml/g, '.yaml'),
  )
}

const rehearsal = suite('a rehearsal with --live')
rehearsal.after(() => rmSync(root, { recursive: true }))

const start = 'A deployment of next.yaml would publish no new version of Site, so no hook would run:'
const nothing = `${start} nothing that a version holds differs from live.yaml.`
const bySam = (what: string) =>
  `${start} SAM publishes none for changes to ${what}. Set PublishOn: Change on the function.`
const code = { settings: '{ PublishOn: Code }' }
const secret = 'Environment: { Variables: { KEY: !Ref Secret } }'
const layer = { properties: 'Layers: [!Ref Library]', files: { 'library/a.txt': 'one' } }
const ownHash = 'AutoPublishCodeSha256: abc'
const stage = 'Environment: { Variables: { STAGE: !Ref Stage } }'

for (const [title, next, live, expected] of [
  ['the same release', {}, {}, [nothing]],
  ['other tags', { properties: 'Tags: { Team: web }' }, {}, [nothing]],
  ['other code in the same folder', { files: { 'site/index.mjs': 'two' } }, {}, []],
  ['another file', { files: { 'site/more.mjs': '' } }, {}, []],
  ['only installed packages', { files: { 'site/node_modules/a/index.js': '' } }, {}, [nothing]],
  ['another timeout', { properties: 'Timeout: 11' }, {}, []],
  ['another file of a layer', { ...layer, files: { 'library/a.txt': 'two' } }, layer, []],
  [
    'another file of a layer by the rule of SAM',
    { ...layer, ...code, files: { 'library/a.txt': 'two' } },
    { ...layer, ...code },
    [bySam('Layers')],
  ],
  ['the same layer', layer, layer, [nothing]],
  [
    'another value of a NoEcho parameter',
    { properties: secret, parameters: { Secret: 'b' } },
    { properties: secret, parameters: { Secret: 'a' } },
    [
      `${start} the hash of PublishOn: Change leaves out values of NoEcho and SSM parameters, and nothing else differs.`,
    ],
  ],
  [
    'other code and a hash of its own that is the same',
    { properties: ownHash, files: { 'site/index.mjs': 'two' } },
    { properties: ownHash },
    [`${start} AutoPublishCodeSha256 is the same, although CodeUri changed.`],
  ],
  ['another hash of its own', { properties: ownHash.replace('abc', 'def') }, { properties: ownHash }, []],
  ['another value of a parameter', { properties: stage, parameters: { Stage: 'prod' } }, { properties: stage }, []],
  ['another timeout by the rule of SAM', { ...code, properties: 'Timeout: 11' }, code, [bySam('Timeout')]],
  [
    'another value of a parameter by the rule of SAM',
    { ...code, properties: stage, parameters: { Stage: 'prod' } },
    { ...code, properties: stage },
    [bySam('Environment')],
  ],
  ['more memory by the rule of SAM', { ...code, properties: 'MemorySize: 512' }, code, []],
  ['a rule that is new', {}, code, []],
  [
    'every property on its own alias',
    {
      properties: '{ AutoPublishAlias: live, AutoPublishAliasAllProperties: true, Timeout: 9 }'
        .slice(2, -2)
        .replaceAll(', ', '\n      '),
    },
    { properties: 'AutoPublishAlias: live\n      AutoPublishAliasAllProperties: true' },
    [],
  ],
  ['a function that had no alias', {}, { settings: '{ Enabled: false }' }, []],
] as [string, Site, Site, string[]][])
  rehearsal(`${expected.length ? 'says that nothing is published' : 'says nothing'} for ${title}`, () => {
    assert.equal(said(next, live), expected)
  })

rehearsal.run()
