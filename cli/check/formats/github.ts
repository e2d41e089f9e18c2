import { printable } from '../../command-line/printable.ts'
import { type Finding, type Level, levelOf } from '../rule.ts'

/**
 * Annotations of a GitHub Actions run.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export const github = (findings: readonly Finding[]): string =>
  findings
    .map(({ rule, file, position: { line, column }, message }) => {
      const where = `file=${property(printable(file))},line=${line},col=${column},title=${property(`${rule.id} ${rule.title}`)}`
      return `::${commands[levelOf(rule)]} ${where}::${data(message)}\n`
    })
    .join('')

const commands: Record<Level, string> = { error: 'error', warning: 'warning', informational: 'notice' }
const data = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
const property = (text: string) => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
