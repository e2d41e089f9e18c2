import { existsSync, readFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

const promises = suite('the table of promises')

const read = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8')
const rows = read('README.md')
  .split('\n')
  .map(line => line.split(' | '))
  .filter(cells => cells.length === 3 && !cells[0]?.startsWith('| what'))

promises('has rows', () => {
  assert.ok(rows.length > 50, String(rows.length))
})

for (const [what = '', file = '', words = ''] of rows)
  promises(`names a test that is there: ${what.slice(2)}`, () => {
    assert.ok(existsSync(new URL(file, import.meta.url)), file)
    assert.ok(read(file).includes(words.replace(/ \|$/, '')), `${words} in ${file}`)
  })

promises.run()
