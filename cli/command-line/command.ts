import type { Paint } from './paint.ts'

/** A command of the command line: what `--help` says about it, and what it does. */
export type Command = {
  name: string
  /** One line for the list of commands. */
  summary: string
  /** What the usage line shows after the name. */
  usage: string
  options: Record<string, Option>
  /** Command lines after `codedeployhook`, each with what it is for. */
  examples: readonly (readonly [line: string, purpose: string])[]
  /** Closing paragraphs of the help. */
  notes?: readonly string[]
  /** The exit code of a {@link UserError}, if not {@link exitCodes.couldNotRun}. */
  userErrorCode?: number
  /** Returns the exit code. A thrown {@link UserError} is printed, whether the arguments or the run caused it. */
  run(input: Input, terminal: Terminal): Promise<number>
}

/** `words`: takes all words that follow and look like `Name=value`, as SAM's --parameter-overrides does. */
export type Option = {
  type: 'string' | 'boolean'
  text: string
  short?: string
  /** The placeholder for the value in the help. */
  value?: string
  choices?: readonly string[]
  multiple?: boolean
  words?: boolean
  /** The value of an option that is written without one. */
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

/** All that a command may use of the outside world. `out` is for the result, `err` for progress and warnings; neither ends the line. */
export type Terminal = {
  cwd: string
  env: Record<string, string | undefined>
  /** `verbatim`: a document for other programs, which a pipe gets to the last byte. */
  out(text: string, form?: 'verbatim'): void
  err(text: string): void
  /** The current progress: one line on a terminal. The next line replaces it, an empty one removes it. */
  status(text: string): void
  /** All of standard input. */
  stdin(): string
  /** Colors for `out` and for `err`; plain text where the stream is not a terminal. */
  paint: { out: Paint; err: Paint }
  /** Fires when the user interrupts the command. */
  interrupted: AbortSignal
}

/** As in other deployment tools: 1 means that the answer is no, 2 that there is no answer. */
export const exitCodes = { ok: 0, failed: 1, couldNotRun: 2 } as const
