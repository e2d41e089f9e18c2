import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ignoredTexts } from './helpers/ignored-texts.ts'

// uvu says nothing about three mistakes that leave a test without effect; this file says it.
const test = suite('guard against tests without effect')

const folder = new URL('.', import.meta.url)
const { scripts } = JSON.parse(readFileSync(new URL('../package.json', folder), 'utf8'))
const documents = new RegExp(scripts.docs.match(/"(.*)"/)[1])
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file =>
  /\.(test|cloud)\.ts$/.test(file),
)

test('finds the test files', () => {
  assert.ok(files.length > 3, `only ${files.length} test files under test/`)
})

for (const file of files) {
  const source = readFileSync(new URL(file, folder), 'utf8')

  test(`${file} runs every suite that it declares`, () => {
    const declared = [...source.matchAll(/const (\w+) = suite\(/g)].map(([, name]) => name)
    const run = new Set([...source.matchAll(/(\w+)\.run\(\)/g)].map(([, name]) => name))
    assert.ok(declared.length > 0, 'declares no suite')
    assert.equal(
      declared.filter(name => !run.has(name)),
      [],
    )
  })

  test(`${file} is run by npm run docs where it holds a document`, () => {
    assert.is(
      documents.test(file),
      /from '[./]+\/helpers\/document\.ts'/.test(source) && /\b(holds|renews)/.test(source),
    )
  })

  test(`${file} leaves no test alone with .only`, () => {
    assert.not.match(source, /\.only\(/)
  })

  test(`${file} expects errors by RegExp or function, never by a text that uvu would ignore`, () => {
    assert.equal(ignoredTexts(source), [])
  })
}

test('no two stories of test/cloud share an account but the one where the stack is installed', () => {
  const accounts = files
    .filter(file => file.endsWith('.cloud.ts'))
    .flatMap(file => {
      const source = readFileSync(new URL(file, folder), 'utf8')
      return [...new Set(source.match(/'\d{12}'/g))].filter(account => account !== "'123456789012'")
    })
  assert.equal(accounts.toSorted(), [...new Set(accounts)].toSorted())
})

test.run()

const texts = suite('ignoredTexts')

for (const [source, found] of [
  ["assert.throws(f, 'text')", ['"text"']],
  ["assert.throws(() => f('x'), 'text')", ['"text"']],
  ["assert.throws(() => f(g('x'), { y: [1, ')'] }), `text ${x}`)", ['`text ${x}`']],
  ["assert.throws(() => {\n  f()\n  g()\n}, 'text ' + x)", ['"text " + x']],
  ["throws(() => f(x as string), 'text')", ['"text"']],
  ["const a = () => { for (const b of c) assert.throws(() => b(), 'text') }", ['"text"']],
  ["assert.throws(() => f('x'), /text/)", []],
  ["assert.throws(() => f('x', 'text'))", []],
  ["assert.throws(() => f('x'), error => error.code === 'text')", []],
  ["assert.throws(() => f('x'), /text/, 'a message')", []],
  ["assert.not.throws(() => f('x'), 'a message')", []],
  ["assert.equal(f('x'), 'text')", []],
  ["// assert.throws(f, 'text')", []],
] as const)
  texts(`finds ${found.length} in ${JSON.stringify(source)}`, () => {
    assert.equal(ignoredTexts(source), found)
  })

texts.run()

const prose = suite('guard against code that reads prose')

const root = new URL('../', import.meta.url)
const folders = ['cli', 'gate', 'healthcheck', 'hook', 'macro', 'notification', 'sam', 'schema']
const sources = folders
  .filter(folder => existsSync(new URL(folder, root)))
  .flatMap(folder =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
      .filter(file => /\.(ts|cts)$/.test(file))
      .map(file => `${folder}/${file.replaceAll('\\', '/')}`),
  )

/** A variable that holds a sentence, and a method that looks into it or rewrites it. Taking its lines apart is fine. */
const noun = '(sentence|verdict|problem|message|warning|remark|reason|because)'
const method = '(match|matchAll|replace|replaceAll|search|includes|startsWith|endsWith)\\('
const reads = new RegExp(
  [
    `\\b${noun}\\??\\.(${method}|split\\((?!'\\\\n'\\)))`,
    `\\b(didYouMean|oneOf|allOf|expected)\\(.*\\)\\.${method}`,
    `\\.(test|exec)\\((\\w+\\.)?${noun}\\)`,
  ].join('|'),
)

/**
 * Sentences of others: the YAML parser's, smol-toml's, AWS's. A reason of healthcheck/ is itself a code.
 */
const foreign: Record<string, RegExp> = {
  'cli/command-line/samconfig.ts': /error\.message\.match\(/,
  'cli/template/yaml.ts': /message\.split\(';'\)/,
  'healthcheck/failure.ts': /message\.replace\(/,
  'healthcheck/live-version.ts': /reason\?\.startsWith\('Healthcheck\.'\)/,
  'healthcheck/metrics.ts': /reason\?\.startsWith\('Healthcheck\.'\)/,
  'healthcheck/thresholds.ts': /reason\?\.startsWith\('Hook\.'\)/,
}

prose('finds what it looks for', () => {
  for (const line of [
    "problem.startsWith('--')",
    'pattern.test(problem)',
    "didYouMean(key, ['Resources']).startsWith('did')",
    "oneOf(transforms).replace(/ or /, ' and ')",
    'sentence.match(/^\\S+/)',
    '/Preference/.test(plan.reason)',
    "message.split(' ')",
  ])
    assert.match(line, reads)
})

for (const file of sources)
  prose(`${file} takes no decision from a sentence of our own`, () => {
    const lines = readFileSync(new URL(file, root), 'utf8').split('\n')
    assert.equal(
      lines.filter(line => reads.test(line) && !foreign[file]?.test(line)),
      [],
    )
  })

prose.run()
