import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { isDynamicPattern } from 'tinyglobby'
import { didYouMean } from '../../schema/sentence.ts'
import { neighbours } from '../template/files.ts'
import { parseArguments } from './arguments.ts'
import type { Command, Input, Option, Terminal } from './command.ts'
import { type Configured, readSamconfig } from './samconfig.ts'
import { UserError } from './user-error.ts'

/** Options of every command. */
export const common: Record<string, Option> = {
  'config-file': { type: 'string', value: 'FILE', text: 'file with defaults for these options (samconfig.toml)' },
  'config-env': { type: 'string', value: 'NAME', text: 'environment in that file; without it, the one named default' },
  'no-color': { type: 'boolean', text: 'print no colors, as with NO_COLOR=1' },
  help: { type: 'boolean', short: 'h', text: 'show this help' },
}

/** The input of a command: its arguments, with defaults from samconfig.toml. */
export const inputOf = (words: readonly string[], command: Command, { cwd }: Terminal): Input => {
  const { values, flags, positionals } = parseArguments(words, { ...command.options, ...common })
  const last = (name: string) => values[name]?.at(-1)
  tooMany(command, positionals, last('template-file'))
  const configFile = last('config-file')
  const configured = readSamconfig(command.name, command.options, {
    cwd,
    // next to the template, where SAM looks for it
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

/** The usage line says how many words a command takes; --template-file replaces the first. */
const tooMany = ({ name, usage }: Command, positionals: readonly string[], template: string | undefined): void => {
  const slots = usage.split(' ').filter(slot => slot !== '[OPTIONS]')
  const slot = slots.findIndex(slot => slot.startsWith('[TEMPLATE'))
  const isFull = slots[slot]?.includes('...') ? positionals.length > 0 : positionals.length >= slots.length
  if (template !== undefined && slot >= 0 && isFull)
    throw new UserError(`${positionals[slot]} and --template-file ${template} are 2 templates; expected one.`)
  if (positionals.length <= slots.length || slots.some(slot => slot.includes('...'))) return
  const found = positionals.join(' ')
  throw new UserError(
    slots.length === 1 && slot === 0
      ? `${found} are ${positionals.length} templates; expected one.`
      : `${found} are ${positionals.length} arguments; expected codedeployhook ${name} ${usage}.`,
  )
}

/** The user may not know this name, so the message says where it was set. */
const missingTemplate = ({ values, subject }: Configured, cwd: string): void => {
  const isThere = (name: string) => name === '-' || isDynamicPattern(name) || existsSync(resolve(cwd, name))
  const missing = values.filter(name => !isThere(name))
  if (missing.length > 0)
    throw new UserError(
      ...missing.map(name => {
        const expected = didYouMean(name, neighbours(resolve(cwd, name), name))
        return `${subject} is ${name}, which does not exist; ${expected}`
      }),
    )
}
