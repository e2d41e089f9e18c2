import type { Terminal } from './command.ts'
import { printable } from './printable.ts'

/** A warning about something that does not stop the command. */
export const warn = ({ err, paint }: Pick<Terminal, 'err' | 'paint'>, text: string): void =>
  err(`${paint.err('bold', 'Warning:')} ${printable(text)}\n`)
