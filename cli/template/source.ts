import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Input, Option, Terminal } from '../command-line/command.ts'
import { UserError } from '../command-line/user-error.ts'
import { warn } from '../command-line/warn.ts'
import { neighbours, templateNames } from './files.ts'
import { type Overrides, parseOverrides, unknownOverrides } from './parameters.ts'
import { locatedWarnings, parseTemplate, readTemplate, type Template } from './template.ts'

/** Options of the commands that read one template as its author wrote it. */
export const sourceOptions = {
  'template-file': { type: 'string', short: 't', value: 'FILE', text: 'template to read, or - for standard input' },
  'parameter-overrides': {
    type: 'string',
    value: 'NAME=VALUE',
    words: true,
    multiple: true,
    text: "values of template parameters, in either of SAM's formats",
  },
  region: { type: 'string', value: 'REGION', text: 'AWS Region (AWS_REGION, otherwise us-east-1)' },
} as const satisfies Record<string, Option>

/** What these options say. Warnings about the template go to `err`. */
export type Source = { template: Template; overrides: Overrides; region: string }

export const readSource = (input: Input, terminal: Terminal): Source => {
  const [named] = input.positionals
  const template = readOwnTemplate(named ?? input.value('template-file') ?? findOwnTemplate(terminal.cwd), terminal)
  const overrides = parseOverrides(input.values('parameter-overrides'))
  const unknown = unknownOverrides(template.value, overrides)
  for (const warning of [...locatedWarnings(template), ...unknown]) warn(terminal, warning)
  return { template, overrides, region: regionOf(input, terminal) }
}

export const regionOf = (input: Input, { env }: Terminal): string => {
  const region = input.value('region')
  if (region !== undefined && !/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region))
    throw new UserError(`--region is ${region || 'empty'}; expected a Region such as us-east-1.`)
  return region ?? (env.AWS_REGION || env.AWS_DEFAULT_REGION || 'us-east-1')
}

/** A template, or standard input for `-`. */
export const readOwnTemplate = (file: string, { cwd, stdin }: Terminal): Template =>
  file === '-' ? parseTemplate(stdin(), 'stdin', cwd) : readTemplate(file, cwd)

/** The template that its author edits, not what `sam build` made of it. */
export const findOwnTemplate = (cwd: string): string => {
  const found = templateNames.find(name => existsSync(join(cwd, name)))
  if (found) return found
  const others = neighbours(join(cwd, 'template.yaml'), 'template.yaml').filter(name => !templateNames.includes(name))
  const instead = others.length > 0 ? `such as ${others[0]}` : 'or run this in the folder of one'
  throw new UserError(`template.yaml does not exist in this folder; expected the name of a template, ${instead}.`)
}
