import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { levelOf } from '../../../cli/check/rule.ts'
import { rules } from '../../../cli/check/rules.ts'
import { holds, table } from '../../helpers/document.ts'

const docs = suite('docs/checks.md')

docs('has every check in its table', () => {
  const rows = rules.map(rule => [`[${rule.id}](#${rule.id.toLowerCase()})`, levelOf(rule), rule.title])
  holds('docs/checks.md', 'table', aligned(table(['Check', 'Level', 'What it finds'], ...rows)))
})

docs('says of every check what codedeployhook explain says', () => {
  const sections = rules.map(
    ({ id, title, meaning, fix, source }) =>
      `### ${id}\n\n**${title}.** ${meaning}\n\nFix: ${fix}\n\n[Source](${source})\n`,
  )
  holds('docs/checks.md', 'checks', sections.join('\n'))
})

docs('has IDs that say their level, each once', () => {
  const ids = rules.map(({ id }) => id)
  assert.equal(ids, [...new Set(ids)])
  for (const id of ids) assert.match(id, /^WH[EWI]\d{4}$/)
})

/** As the formatter wants it. */
const aligned = (text: string): string => {
  const rows = text.split('\n').map(line => line.split('|').map(cell => cell.trim()))
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map(row => row[i]?.length ?? 0))) ?? []
  const cell = (text: string, i: number) => text.padEnd(widths[i] ?? 0, /^-+$/.test(text) ? '-' : ' ')
  return rows.map(row => `| ${row.map(cell).slice(1, -1).join(' | ')} |`).join('\n')
}

docs.run()
