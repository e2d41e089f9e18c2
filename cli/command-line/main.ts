import packageJson from '../../package.json' with { type: 'json' }
import { didYouMean } from '../../schema/sentence.ts'
import { type Command, exitCodes, type World } from './command.ts'
import { overview, page } from './help.ts'
import { common, inputOf } from './input.ts'
import { Mistake } from './user-error.ts'

/** Runs one command line and gives its exit code. Never throws: what is nobody's mistake is shown as a bug of ours. */
export const main = async (words: readonly string[], commands: readonly Command[], world: World): Promise<number> => {
  try {
    return await dispatch(words, commands, world)
  } catch (error) {
    const problems = error instanceof Mistake ? error.problems : [`This is a bug in codedeployhook: ${stackOf(error)}`]
    world.err(problems.map(problem => `${world.paint.err('red', 'Error:')} ${problem}\n`).join(''))
    return commands.find(({ name }) => name === words[0])?.mistakeCode ?? exitCodes.couldNotRun
  }
}

const dispatch = async (words: readonly string[], commands: readonly Command[], world: World): Promise<number> => {
  const [name, ...rest] = words
  if (name !== undefined && versionWords.has(name)) return say(world, `${packageJson.version}\n`)
  const asked = name === undefined || name === '--help' || name === '-h' || name === 'help'
  const command = commands.find(command => command.name === (asked ? rest[0] : name))
  if (command && (asked || rest.some(word => word === '--help' || word === '-h')))
    return say(world, page(command, common, world.paint.out))
  if (asked && rest[0] !== undefined && name === 'help') throw noCommand(rest[0], commands, [])
  if (asked) return say(world, overview(commands, `${packageJson.description}.`, world.paint.out))
  if (!command) throw noCommand(name, commands, ['--help', '--version'])
  return command.run(inputOf(rest, command, world), world)
}

const versionWords = new Set(['--version', '-v', '-V', 'version'])

const noCommand = (name: string, commands: readonly Command[], options: readonly string[]): Mistake => {
  const known = commands.map(({ name }) => name)
  return new Mistake(`${name} is no command; ${didYouMean(name, name.startsWith('-') ? options : known)}`)
}

const say = (world: World, text: string): number => {
  world.out(text)
  return exitCodes.ok
}

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error))
