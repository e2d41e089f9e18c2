import packageJson from '../../package.json' with { type: 'json' }
import { didYouMean } from '../../schema/sentence.ts'
import { type Command, exitCodes, type Terminal } from './command.ts'
import { overview, page } from './help.ts'
import { common, inputOf } from './input.ts'
import { printable } from './printable.ts'
import { UserError } from './user-error.ts'

/** Runs one command line and gives its exit code. Never throws: an unexpected error is shown as a bug in codedeployhook. */
export const main = async (
  words: readonly string[],
  commands: readonly Command[],
  terminal: Terminal,
): Promise<number> => {
  try {
    return await dispatch(words, commands, terminal)
  } catch (error) {
    const problems =
      error instanceof UserError
        ? error.problems.map(printable)
        : [`This is a bug in codedeployhook: ${stackOf(error)}`]
    terminal.err(problems.map(problem => `${terminal.paint.err('red', 'Error:')} ${problem}\n`).join(''))
    return commands.find(({ name }) => name === words[0])?.userErrorCode ?? exitCodes.couldNotRun
  }
}

const dispatch = async (
  words: readonly string[],
  commands: readonly Command[],
  terminal: Terminal,
): Promise<number> => {
  // it is the streams' own, and may stand anywhere
  const [name, ...rest] = words.filter(word => word !== '--no-color')
  if (name !== undefined && versionWords.has(name)) return say(terminal, `${packageJson.version}\n`)
  const asked = name === undefined || name === '--help' || name === '-h' || name === 'help'
  const command = commands.find(command => command.name === (asked ? rest[0] : name))
  if (command && (asked || rest.some(word => word === '--help' || word === '-h')))
    return say(terminal, page(command, common, terminal.paint.out))
  if (asked && rest[0] !== undefined && name === 'help') throw noCommand(rest[0], commands, [])
  if (asked) return say(terminal, overview(commands, `${packageJson.description}.`, terminal.paint.out))
  if (!command) throw noCommand(name, commands, ['--help', '--version'])
  return command.run(inputOf(rest, command, terminal), terminal)
}

const versionWords = new Set(['--version', '-v', '-V', 'version'])

const noCommand = (name: string, commands: readonly Command[], options: readonly string[]): UserError => {
  const known = commands.map(({ name }) => name)
  const kind = name.startsWith('-') ? 'option' : 'command'
  return new UserError(`Unknown ${kind} '${name}'; ${didYouMean(name, kind === 'option' ? options : known)}`)
}

const say = (terminal: Terminal, text: string): number => {
  terminal.out(text)
  return exitCodes.ok
}

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error))
