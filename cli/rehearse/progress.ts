import type { Terminal } from '../command-line/command.ts'
import { printable, printableStart } from '../command-line/printable.ts'
import { warn } from '../command-line/warn.ts'
import type { Moment } from './deployment/timeline.ts'

/** What happens right now, on stderr: one line that goes away again, and warnings, which stay. */
export const createProgress = ({ err, status, paint }: Terminal) => {
  let isDone = false
  return {
    tell: (logicalId: string, { event, text }: Moment) => {
      // after Ctrl-C the processes that are being stopped still have something to say
      if (!isDone) status(printable(`${logicalId} ${event} ${text}`))
    },
    warn: (text: string) => warn({ err, paint }, text),
    note: (text: string) => err(`${paint.err('dim', printableStart(text))}\n`),
    done: () => {
      isDone = true
      status('')
    },
  }
}
