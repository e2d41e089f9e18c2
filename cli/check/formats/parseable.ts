import { printableStart } from '../../command-line/printable.ts'
import type { Finding } from '../rule.ts'

/** One line for each finding, as cfn-lint has it: file, line, column, end line, end column, ID, message. */
export const parseable = (findings: readonly Finding[]): string =>
  findings
    .map(({ file, position: { line, column }, rule, message }) => {
      return `${[printableStart(file), line, column, line, column, rule.id, message].join(':')}\n`
    })
    .join('')
