import type { Paint, Style } from '../../command-line/paint.ts'
import { printableStart } from '../../command-line/printable.ts'
import { columns, linesOf } from '../../command-line/wrap.ts'
import { type Finding, type Level, levelOf, type Rule } from '../rule.ts'

/** For people: findings by file, with line and column in front. */
export const pretty = (findings: readonly Finding[], paint: Paint): string =>
  [...new Set(findings.map(({ file }) => file))]
    .map(file => {
      const found = findings.filter(finding => finding.file === file)
      return `${paint('bold', printableStart(file))}\n${found.map(finding => entry(finding, paint)).join('')}\n`
    })
    .join('')

const entry = ({ rule, position: { line, column }, message }: Finding, paint: Paint): string => {
  const [first, ...rest] = linesOf(message, columns - margin.length)
  const place = `${line}:${column}`.padEnd(7)
  const lines = [`  ${place} ${highlit(rule, paint)} ${first}`, ...rest.map(text => margin + text)]
  return lines.map(line => `${line}\n`).join('')
}

const highlit = (rule: Rule, paint: Paint): string => {
  const style = styles[levelOf(rule)]
  return style ? paint(style, rule.id) : rule.id
}

const styles: Record<Level, Style | undefined> = { error: 'red', warning: 'bold', informational: undefined }
const margin = ' '.repeat(18)
