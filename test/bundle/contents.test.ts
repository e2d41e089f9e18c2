import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { bundleFile, runBundle } from '../helpers/bundle.ts'

// Size is time: node parses every byte of a bundle before its first line runs. docs/performance.md has the figures.

const contents = suite('contents of the bundles')

const macro = readFileSync(bundleFile('macro'), 'utf8')
const hook = readFileSync(bundleFile('hook'), 'utf8')
const yaml = readFileSync(bundleFile('hook', 'yaml.mjs'), 'utf8')

contents('the macro is at most 60 KB', () => {
  assert.ok(macro.length <= 60_000, `${macro.length} bytes`)
})

contents('the hook is at most 275 KB, without its YAML parser and SNS', () => {
  assert.ok(hook.length <= 275_000, `${hook.length} bytes`)
})

contents('the macro imports nothing, so it can call nothing', () => {
  assert.not.match(macro, /\bfrom"|\bimport\(|\brequire\(/)
})

contents('the hook imports nothing but its YAML parser and SNS: for what Node has built in it asks Node', () => {
  assert.not.match(hook, /\bfrom"|\bimport"|\bimport\((?!"\.\/(yaml|sns)\.mjs"\))|\brequire\("/)
  assert.not.match(yaml, /\bfrom"|\bimport"|\bimport\(|\brequire\("/)
  const asked = [...hook.matchAll(/\bgetBuiltinModule\(([^)]*)\)/g)].map(([, name]) => name)
  assert.ok(asked.length > 0)
  assert.equal(
    asked.filter(name => !name?.startsWith('"node:')),
    [],
  )
})

// a text of each module that no minifier changes
for (const [what, file, text] of [
  [
    'the chain of credential providers',
    '@aws-sdk/credential-provider-node/dist-es/defaultProvider.js',
    'Could not load credentials from any providers',
  ],
  [
    'credentials from ~/.aws',
    '@smithy/core/dist-es/submodules/config/shared-ini-file-loader/getCredentialsFilepath.js',
    'AWS_SHARED_CREDENTIALS_FILE',
  ],
  ['credentials by SSO', '@aws-sdk/credential-provider-sso/dist-es/fromSSO.js', 'sso_account_id'],
  [
    'credentials of a process',
    '@aws-sdk/credential-provider-process/dist-es/resolveProcessCredentials.js',
    'credential_process',
  ],
  [
    'credentials of a container',
    '@aws-sdk/credential-provider-http/dist-es/fromHttp/fromHttp.js',
    'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  ],
  [
    "the SDK's own retries",
    '@smithy/core/dist-es/submodules/retry/middleware-retry/configurations.js',
    'AWS_MAX_ATTEMPTS',
  ],
  ['event streams', '@smithy/core/dist-es/submodules/event-streams/EventStreamSerde.js', ':event-type'],
  ["classes of Lambda's errors", '@aws-sdk/client-lambda/dist-es/models/errors.js', 'CodeStorageExceededException'],
  [
    "classes of CodeDeploy's errors",
    '@aws-sdk/client-codedeploy/dist-es/models/errors.js',
    'AlarmsLimitExceededException',
  ],
  [
    "the SDK's warning of an old Node",
    '@aws-sdk/core/dist-es/submodules/client/emitWarningIfUnsupportedVersion.js',
    'NodeVersionSupportWarning',
  ],
  ["ajv's compiler", 'ajv/dist/core.js', 'schema must be object or boolean'],
] as const)
  contents(`neither bundle has ${what}`, () => {
    const source = readFileSync(fileURLToPath(new URL(`../../node_modules/${file}`, import.meta.url)), 'utf8')
    assert.ok(source.includes(text), `${file} has changed: choose another text to look for`)
    assert.not.ok(macro.includes(text) || hook.includes(text))
  })

contents('the macro answers from an empty folder', async () => {
  const { exitCode, output } = await runBundle(
    'macro',
    `import { handler } from './index.mjs'
     console.log(handler({ requestId: 'r', fragment: { Resources: {} } }).status)`,
  )
  assert.equal([exitCode, output.split('\n').at(-2)], [0, 'success'])
})

contents.run()
