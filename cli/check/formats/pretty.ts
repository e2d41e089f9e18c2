import type { Paint, Style } from '../../paint.ts'
import { linesOf } from '../lines.ts'
import { type Finding, type Level, levelOf } from '../rule.ts'

/** For people: findings by file, with line and column in front. */
export const pretty = (findings: readonly Finding[], paint: Paint): string =>
  [...new Set(findings.map(({ file }) => file))]
    .map(file => {
      const found = findings.filter(finding => finding.file === file)
      return `${paint('bold', file)}\n${found.map(finding => entry(finding, paint)).join('')}\n`
    })
    .join('')

const entry = ({ rule, position: { line, column }, message }: Finding, paint: Paint): string => {
  const [first, ...rest] = linesOf(message, 80 - margin.length)
  const place = `${line}:${column}`.padEnd(7)
  const lines = [`  ${place} ${paint(styles[levelOf(rule)], rule.id)} ${first}`, ...rest.map(text => margin + text)]
  return lines.map(line => `${line}\n`).join('')
}

const styles: Record<Level, Style> = { error: 'red', warning: 'yellow', informational: 'cyan' }
const margin = ' '.repeat(18)
