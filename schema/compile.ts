import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import standalone from 'ajv/dist/standalone/index.js'

/** Name of the validator that each schema becomes in schema/generated/validators.js. */
const validators = {
  isSettings: 'settings.schema.json',
  isHookEvent: 'hook-event.schema.json',
  isAppSpec: 'appspec.schema.json',
  isGateEvent: 'gate-event.schema.json',
}

/** ajv writes parts of the schema into its code, with all that is there for readers. */
const parseSchema = (text: string) => JSON.parse(text, (key, value) => (annotations.has(key) ? undefined : value))

const annotations = new Set([
  'title',
  'description',
  'examples',
  'default',
  'x-expected',
  'x-group',
  'x-unquoted',
  'x-list',
])

/** ajv's code contains the whole schema for the names of its properties, and the patterns and limits once more. */
const withoutLimits = (code: string, schema: object): string =>
  code.replaceAll(
    JSON.stringify(schema),
    JSON.stringify(schema, (key, value) => (limits.has(key) ? undefined : value)),
  )

const limits = new Set(['$schema', '$id', 'pattern', 'minimum', 'maximum'])

const here = new URL('.', import.meta.url)
const schemas = Object.values(validators).map(file => parseSchema(readFileSync(new URL(file, here), 'utf8')))
const ajv = new Ajv({
  schemas,
  allErrors: true,
  strict: true,
  allowUnionTypes: true,
  // sentence.ts makes its own
  messages: false,
  code: { source: true, esm: true, optimize: 2 },
})

const generated = new URL('generated/', here)
mkdirSync(generated, { recursive: true })
const code = schemas.reduce(withoutLimits, standalone.default(ajv, validators))
writeFileSync(new URL('validators.js', generated), code)
writeFileSync(
  new URL('validators.d.ts', generated),
  [
    "import type { ErrorObject } from 'ajv'",
    'type Validator = { (data: unknown): boolean; errors?: ErrorObject[] | null }',
    ...Object.keys(validators).map(name => `export const ${name}: Validator`),
    '',
  ].join('\n'),
)
