import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { isDynamicPattern } from 'tinyglobby'
import packageJson from '../package.json' with { type: 'json' }
import { didYouMean } from '../schema/sentence.ts'
import { parseArguments } from './arguments.ts'
import { type Command, exitCodes, type Option, type World } from './command.ts'
import { neighbours } from './files.ts'
import { overview, page } from './help.ts'
import { Mistake } from './mistake.ts'
import { type Configured, readSamconfig } from './samconfig.ts'

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

/** Options of every command. */
const common: Record<string, Option> = {
  'config-file': { type: 'string', value: 'FILE', text: 'defaults for these options (samconfig.toml)' },
  'config-env': { type: 'string', value: 'NAME', text: 'which table of that file (default)' },
  help: { type: 'boolean', short: 'h', text: 'this page' },
}

const inputOf = (words: readonly string[], command: Command, { cwd }: World) => {
  const { values, flags, positionals } = parseArguments(words, { ...command.options, ...common })
  const last = (name: string) => values[name]?.at(-1)
  tooMany(command, positionals, last('template-file'))
  const configFile = last('config-file')
  const configured = readSamconfig(command.name, command.options, {
    cwd,
    // beside the template, as SAM looks for it
    file: configFile ?? join(dirname(last('template-file') ?? positionals[0] ?? ''), 'samconfig.toml'),
    isNamed: configFile !== undefined,
    environment: last('config-env'),
  })
  const fromFile = (name: string): string[] => {
    const found = configured[name]
    if (name === 'template-file' && found) missingTemplate(found, cwd)
    return found?.values ?? []
  }
  const all = (name: string) => values[name] ?? fromFile(name)
  return {
    positionals,
    value: (name: string) => all(name).at(-1),
    values: all,
    flag: (name: string) => flags.has(name) || configured[name]?.values.at(-1) === 'true',
  }
}

/** The usage line says how many words a command takes; an option takes the place of the template. */
const tooMany = ({ name, usage }: Command, positionals: readonly string[], template: string | undefined): void => {
  const slots = usage.split(' ').filter(slot => slot !== '[OPTIONS]')
  const slot = slots.findIndex(slot => slot.startsWith('[TEMPLATE'))
  const isFull = slots[slot]?.includes('...') ? positionals.length > 0 : positionals.length >= slots.length
  if (template !== undefined && slot >= 0 && isFull)
    throw new Mistake(`${positionals[slot]} and --template-file ${template} are 2 templates; expected one.`)
  if (positionals.length <= slots.length || slots.some(slot => slot.includes('...'))) return
  const found = positionals.join(' ')
  throw new Mistake(
    slots.length === 1 && slot === 0
      ? `${found} are ${positionals.length} templates; expected one.`
      : `${found} are ${positionals.length} words; expected codedeployhook ${name} ${usage}.`,
  )
}

/** Nobody who wrote no such name knows it: the message has to say who did. */
const missingTemplate = ({ values, subject }: Configured, cwd: string): void => {
  const isThere = (name: string) => name === '-' || isDynamicPattern(name) || existsSync(resolve(cwd, name))
  const missing = values.filter(name => !isThere(name))
  if (missing.length > 0)
    throw new Mistake(
      ...missing.map(name => {
        const expected = didYouMean(name, neighbours(resolve(cwd, name), name))
        return `${subject} is ${name}, which does not exist; ${expected}`
      }),
    )
}

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error))
