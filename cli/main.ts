import { dirname, resolve } from 'node:path'
import packageJson from '../package.json' with { type: 'json' }
import { didYouMean } from '../schema/sentence.ts'
import { parseArguments } from './arguments.ts'
import { type Command, exitCodes, type Option, type World } from './command.ts'
import { overview, page } from './help.ts'
import { Mistake } from './mistake.ts'
import { readSamconfig } from './samconfig.ts'

/** Runs one command line and gives its exit code. Never throws: what is nobody's mistake is shown as a bug of ours. */
export const main = async (words: readonly string[], commands: readonly Command[], world: World): Promise<number> => {
  try {
    return await dispatch(words, commands, world)
  } catch (error) {
    const problems = error instanceof Mistake ? error.problems : [`This is a bug in codedeployhook: ${stackOf(error)}`]
    world.err(problems.map(problem => `${world.paint.err('red', 'Error:')} ${problem}\n`).join(''))
    return exitCodes.couldNotRun
  }
}

const dispatch = async (words: readonly string[], commands: readonly Command[], world: World): Promise<number> => {
  const [name, ...rest] = words
  if (name === '--version' || name === '-v') return say(world, `${packageJson.version}\n`)
  const asked = name === undefined || name === '--help' || name === '-h' || name === 'help'
  const command = commands.find(command => command.name === (asked ? rest[0] : name))
  if (command && (asked || rest.some(word => word === '--help' || word === '-h')))
    return say(world, page(command, common, world.paint.out))
  if (asked) return say(world, overview(commands, `${packageJson.description}.`, world.paint.out))
  if (!command)
    throw new Mistake(
      `${name} is no command; ${didYouMean(
        name,
        commands.map(({ name }) => name),
      )}`,
    )
  return command.run(inputOf(rest, command, world), world)
}

const say = (world: World, text: string): number => {
  world.out(text)
  return exitCodes.ok
}

/** Options of every command. */
const common: Record<string, Option> = {
  'config-file': { type: 'string', value: 'FILE', text: 'defaults for these options (samconfig.toml)' },
  'config-env': { type: 'string', value: 'NAME', text: 'which table of that file (default)' },
  help: { type: 'boolean', short: 'h', text: 'this page' },
}

const inputOf = (words: readonly string[], command: Command, { cwd }: World) => {
  const { values, flags, positionals } = parseArguments(words, { ...command.options, ...common })
  const last = (name: string) => values[name]?.at(-1)
  const named = last('template-file') ?? positionals[0]
  const configured = readSamconfig(command.name, command.options, {
    // beside the template, as SAM looks for it
    cwd: named === undefined || last('config-file') !== undefined ? cwd : dirname(resolve(cwd, named)),
    file: last('config-file'),
    environment: last('config-env'),
  })
  const all = (name: string) => values[name] ?? configured[name] ?? []
  return {
    positionals,
    value: (name: string) => all(name).at(-1),
    values: all,
    flag: (name: string) => flags.has(name) || configured[name]?.at(-1) === 'true',
  }
}

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error))
