import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parse, TomlError } from 'smol-toml'
import { isMap, isScalar, type JsonMap, own } from '../../schema/json.ts'
import { didYouMean, oneOf, shown } from '../../schema/sentence.ts'
import { readText } from '../template/files.ts'
import { valueProblem } from './arguments.ts'
import type { Option } from './command.ts'
import { UserError } from './user-error.ts'

/** The values of an option and, as a message names it, where they are written: `samconfig.toml:3 default.check.parameters.format`. */
export type Configured = { values: string[]; subject: string }

/**
 * Defaults for the options of a command from samconfig.toml, the most specific first: the command's own table, then what SAM's
 * users write for deploy, then global. https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-config.html
 * Throws a {@link UserError} for what the command line would refuse as well.
 *
 * @param file relative to `cwd`
 * @param isNamed whether the user named the file; then it has to exist
 * @param environment the table that the user named; it has to be in the file
 */
export const readSamconfig = (
  command: string,
  options: Record<string, Option>,
  { cwd, file, isNamed, environment }: { cwd: string; file: string; isNamed: boolean; environment: string | undefined },
): Record<string, Configured> => {
  if (!existsSync(resolve(cwd, file))) {
    if (isNamed) throw new UserError(`${file} does not exist; expected a samconfig.toml.`)
    return {}
  }
  const text = readText(file, resolve(cwd, file), aConfiguration)
  const config = parseToml(text, file)
  if (environment !== undefined && own(config, environment) === undefined)
    throw new UserError(`--config-env is ${environment}, which ${file} does not have; ${nearest(environment, config)}`)
  const entries = ['global', 'deploy', command].flatMap(table =>
    entriesOf(own(own(own(config, environment ?? 'default'), table), 'parameters')).map(([key, value]) => {
      const path = [environment ?? 'default', table, 'parameters']
      const name = key === 'template' ? 'template-file' : key.replaceAll('_', '-')
      return { table, name, value, subject: `${file}${lineOf(text, path, key)} ${[...path, key].join('.')}` }
    }),
  )
  const known = entries.filter(({ table, name }) => Object.hasOwn(options, name) && isOurs(table, name))
  const problems = [
    // the other tables are SAM's, so their keys are not checked here
    ...entries
      .filter(({ table, name }) => table === command && !Object.hasOwn(options, name))
      .map(({ name, subject }) => `${subject} is unknown${suggestion(name, options)}`),
    ...known.flatMap(({ name, value, subject }) => problemsOf(subject, value, options[name])),
  ]
  if (problems.length > 0) throw new UserError(...problems)
  return Object.fromEntries(
    known.map(({ name, value, subject }) => [name, { values: [value].flat().map(String), subject }]),
  )
}

const aConfiguration = { a: 'a configuration', form: 'TOML', name: 'samconfig.toml' }

const entriesOf = (table: unknown): [string, unknown][] => (isMap(table) ? Object.entries(table) : [])

const nearest = (environment: string, config: JsonMap): string => {
  const tables = Object.keys(config).filter(name => isMap(config[name]))
  return tables.length > 0 ? didYouMean(environment, tables) : 'the file has no tables.'
}

/** Options that mean the same to sam deploy and to codedeployhook. */
const isOurs = (table: string, name: string): boolean =>
  table !== 'deploy' || name === 'template-file' || name === 'parameter-overrides'

const suggestion = (name: string, options: Record<string, Option>): string => {
  const known = Object.keys(options).map(option => option.replaceAll('-', '_'))
  return known.length > 0 ? `; ${didYouMean(name.replaceAll('-', '_'), known)}` : '.'
}

const problemsOf = (subject: string, value: unknown, option: Option | undefined): string[] =>
  [value].flat().flatMap(entry => {
    if (option?.type === 'boolean')
      return ['true', 'false'].includes(String(entry))
        ? []
        : [`${subject} is ${shown(entry)}; expected ${oneOf(['true', 'false'])}.`]
    if (!isScalar(entry))
      return [`${subject} is ${isMap(entry) ? 'a table' : 'a list or a date'}; expected ${option?.value ?? 'text'}.`]
    return valueProblem(subject, String(entry), option) ?? []
  })

/** `:3`, or nothing where the key is not written below a header of its table. */
const lineOf = (text: string, path: string[], key: string): string => {
  const bare = (written: string) => written.replace(/["'\s]/g, '')
  const lines = text.split('\n')
  const header = lines.findIndex(line => bare(line.replace(/#.*/, '')) === `[${path.join('.')}]`)
  const length = lines.slice(header + 1).findIndex(line => /^\s*\[/.test(line))
  const table = lines.slice(header + 1, length < 0 ? undefined : header + 1 + length)
  const index = table.findIndex(line => bare(line.split('=')[0] ?? '') === key)
  return header < 0 || index < 0 ? '' : `:${header + 2 + index}`
}

const parseToml = (text: string, file: string): JsonMap => {
  try {
    return parse(text)
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    const [, message = ''] = error.message.match(/^Invalid TOML document: (.*)/) ?? []
    throw new UserError(`${file}:${error.line}:${error.column} is not TOML: ${message}.`)
  }
}
