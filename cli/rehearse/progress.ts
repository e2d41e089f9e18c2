import type { Terminal } from '../command-line/command.ts'
import { printable } from '../command-line/printable.ts'
import { warn } from '../command-line/warn.ts'
import type { Moment } from './timeline.ts'

/** What happens right now, on stderr: one line that goes away again, and warnings, which stay. */
export const createProgress = ({ err, status, paint }: Terminal) => ({
  tell: (logicalId: string, { event, text }: Moment) => status(printable(`${logicalId} ${event} ${text}`)),
  warn: (text: string) => warn({ err, paint }, text),
  note: (text: string) => err(`${paint.err('dim', printable(text))}\n`),
  done: () => status(''),
})
