import type { Terminal } from '../command-line/command.ts'
import type { Moment } from './timeline.ts'

/** What happens right now, on stderr: one line that goes away again, and warnings, which stay. */
export const createProgress = ({ err, status, paint }: Terminal) => ({
  tell: (logicalId: string, { event, text }: Moment) => status(`${logicalId} ${event} ${text}`),
  warn: (text: string) => err(`${paint.err('yellow', 'Warning:')} ${text}\n`),
  note: (text: string) => err(`${paint.err('dim', text)}\n`),
  done: () => status(''),
})
