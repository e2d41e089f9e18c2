import type { Terminal } from './command.ts'
import { printable } from './printable.ts'

/** A sentence about what the command does all the same. */
export const warn = ({ err, paint }: Pick<Terminal, 'err' | 'paint'>, text: string): void =>
  err(`${paint.err('yellow', 'Warning:')} ${printable(text)}\n`)
