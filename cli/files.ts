import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { oneOf } from '../schema/sentence.ts'
import type { Input } from './command.ts'
import { Mistake } from './mistake.ts'

/** The template that a command reads when none is named, first that exists. */
const names = ['template.yaml', 'template.yml', 'template.json']
const built = join('.aws-sam', 'build', 'template.yaml')

/** The template of a folder: what `sam build` made of it where that is there, for that is what gets deployed. */
export const findTemplate = (cwd: string): string | undefined =>
  [built, ...names].find(name => existsSync(join(cwd, name)))

/** The template that a command was given, by position or by option; else that of the folder. */
export const templateOf = ({ positionals, value }: Input, cwd: string): string => {
  if (positionals.length > 1)
    throw new Mistake(`${positionals.join(' ')} are ${positionals.length} templates; expected one.`)
  const file = positionals[0] ?? value('template-file') ?? findTemplate(cwd)
  if (file === undefined) throw new Mistake(`No template is named, and there is no ${oneOf(names)} here.`)
  return file
}

export const isBuilt = (file: string): boolean => file === built

/** Names of templates beside a path, written as `file` is, for «did you mean»; the usual ones where there are none. */
export const neighbours = (path: string, file: string): string[] => {
  const folder = existsSync(dirname(path)) ? readdirSync(dirname(path)) : []
  const templates = folder.filter(name => /\.(ya?ml|json|template)$/.test(name))
  return (templates.length > 0 ? templates : names).map(name => join(dirname(file), name))
}
