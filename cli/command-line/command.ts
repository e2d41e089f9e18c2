import type { Paint } from './paint.ts'

/** A command of the command line: what `--help` says about it, and what it does. */
export type Command = {
  name: string
  /** One line for the list of commands. */
  summary: string
  /** What follows the name in the usage line. */
  usage: string
  options: Record<string, Option>
  /** Command lines after `codedeployhook`, each with what it is for. */
  examples: readonly (readonly [line: string, purpose: string])[]
  /** Closing paragraphs of the help. */
  notes?: readonly string[]
  /** The exit code of a {@link UserError} where it is not {@link exitCodes.couldNotRun}. */
  userErrorCode?: number
  /** Gives the exit code. A {@link UserError} thrown is printed, whether it is of the words or of the run. */
  run(input: Input, terminal: Terminal): Promise<number>
}

/** `words`: takes all words that follow and look like `Name=value`, as SAM's --parameter-overrides does. */
export type Option = {
  type: 'string' | 'boolean'
  text: string
  short?: string
  /** What stands for the value in the help. */
  value?: string
  choices?: readonly string[]
  multiple?: boolean
  words?: boolean
  /** The value of the option where none is written. */
  bare?: string
}

/** What was written on the command line or, failing that, in samconfig.toml. */
export type Input = {
  positionals: readonly string[]
  /** The last value of an option. */
  value(option: string): string | undefined
  /** All values of an option that may be given several times. */
  values(option: string): readonly string[]
  flag(option: string): boolean
}

/** All that a command may touch. `out` is for the result, `err` for progress and warnings; neither ends the line. */
export type Terminal = {
  cwd: string
  env: Record<string, string | undefined>
  /** `verbatim`: a document for other programs, which a pipe gets to the last byte. */
  out(text: string, form?: 'verbatim'): void
  err(text: string): void
  /** What is going on right now: one line on a terminal, which the next one replaces and an empty one removes. */
  status(text: string): void
  /** All of standard input. */
  stdin(): string
  /** Colors for `out` and for `err`; plain text where the stream is not a terminal. */
  paint: { out: Paint; err: Paint }
  /** Fires when the user wants it to end. */
  interrupted: AbortSignal
}

/** As other deployment tools have them: 1 means that the answer is no, 2 that there is no answer. */
export const exitCodes = { ok: 0, failed: 1, couldNotRun: 2 } as const
