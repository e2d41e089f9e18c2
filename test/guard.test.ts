import { readdirSync, readFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

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
    assert.not.match(source, /assert\.throws\([^)]*,\s*['"`]/)
  })
}

test.run()
