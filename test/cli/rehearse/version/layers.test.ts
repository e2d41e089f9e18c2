import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Files, inline, runRehearse, site, template } from '../run-rehearse.ts'

const layers = suite('layers')

const layer = `  Shared:
    Type: AWS::Serverless::LayerVersion
    Properties: { ContentUri: shared }
  Own:
    Type: AWS::Lambda::LayerVersion
    Properties: { Content: own }
`
const using = (code: string, runtime: string) =>
  template(site(`Layers: [!Ref Shared, !Ref Own]\n      ${inline(code)}`, 'Site', runtime), layer)
const files: Files = {
  'shared/nodejs/node_modules/shared/index.js': 'module.exports = 200',
  'shared/nodejs/code.js': 'exports.code = 500',
  'own/nodejs/code.js': 'exports.code = 201',
  'shared/nodejs/code.mjs': 'export const code = 202',
  'own/nodejs/node20/node_modules/own/index.js': 'module.exports = 203',
  'shared/python/shared.py': 'code = 204',
  'own/python/lib/python3.13/site-packages/own.py': 'code = 205',
}

for (const [title, runtime, code, statusCode] of [
  [
    'a package of Node.js',
    'nodejs22.x',
    "const code = require('shared')\nexports.handler = async () => ({ statusCode: code })",
    200,
  ],
  [
    'a file of Node.js',
    'nodejs22.x',
    "const { code } = require('/opt/nodejs/code')\nexports.handler = async () => ({ statusCode: code })",
    201,
  ],
  [
    'an ES module',
    'nodejs22.x',
    "import { code } from '/opt/nodejs/code.mjs'\nexport const handler = async () => ({ statusCode: code })",
    202,
  ],
  [
    'a package for the version of Node.js',
    'nodejs20.x',
    "const code = require('own')\nexports.handler = async () => ({ statusCode: code })",
    203,
  ],
  [
    'a module of Python',
    'python3.13',
    'import shared\ndef handler(event, context):\n    return {"statusCode": shared.code}',
    204,
  ],
  [
    'a module for the version of Python',
    'python3.13',
    'import own\ndef handler(event, context):\n    return {"statusCode": own.code}',
    205,
  ],
] as const)
  layers(`of the same template are there: ${title}`, async () => {
    const { code: exitCode, out, err } = await runRehearse({ ...files, 'template.yaml': using(code, runtime) })
    assert.is(exitCode, 0, err + out)
    assert.match(out, new RegExp(`-> ${statusCode} in`))
  })

for (const [title, text, own] of [
  ['by its ARN', 'Layers: [arn:aws:lambda:us-east-1:123456789012:layer:a:1]', {}],
  ['that is not laid out yet', 'Layers: [!Ref Shared]', { 'shared/package.json': '{}' }],
  ['whose content is not there', 'Layers: [!Ref Shared]', {}],
] as const)
  layers(`one ${title} makes a function not rehearsed`, async () => {
    const yaml = template(
      site(`${text}\n      ${inline('exports.handler = async () => ({ statusCode: 200 })')}`),
      layer,
    )
    const { code, err } = await runRehearse({ 'template.yaml': yaml, ...(own as Files) })
    assert.is(code, 2)
    assert.match(err, /Site uses layers, which are not on this machine\./)
  })

layers.run()
