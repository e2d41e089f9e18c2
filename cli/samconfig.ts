import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parse, TomlError } from 'smol-toml'
import { isMap, type JsonMap, own } from '../macro/template.ts'
import type { Option } from './command.ts'
import { Mistake } from './mistake.ts'

/**
 * Defaults for the options of a command from samconfig.toml, the nearest first: the command's own table, then what SAM's
 * users write for deploy, then global. https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-config.html
 *
 * @param file named by the user, and then it has to be there
 */
export const readSamconfig = (
  command: string,
  options: Record<string, Option>,
  { cwd, file, environment = 'default' }: { cwd: string; file?: string | undefined; environment?: string | undefined },
): Record<string, string[]> => {
  const path = resolve(cwd, file ?? 'samconfig.toml')
  if (!existsSync(path)) {
    if (file) throw new Mistake(`${file} does not exist; expected a samconfig.toml.`)
    return {}
  }
  const config = own(parseToml(readFileSync(path, 'utf8'), file ?? 'samconfig.toml'), environment)
  const tables = ['global', 'deploy', command].map(name => own(own(config, name), 'parameters'))
  const shared = (name: string, index: number) => index !== 1 || sharedWithSam.has(name)
  return Object.fromEntries(
    tables.flatMap((table, index) =>
      Object.entries(isMap(table) ? table : {})
        .map(([name, value]) => [name === 'template' ? 'template-file' : name.replaceAll('_', '-'), value] as const)
        .filter(([name]) => Object.hasOwn(options, name) && shared(name, index))
        .map(([name, value]) => [name, (Array.isArray(value) ? value : [value]).map(String)]),
    ),
  )
}

/** What means the same to sam deploy and us. */
const sharedWithSam = new Set(['template-file', 'parameter-overrides'])

const parseToml = (text: string, file: string): JsonMap => {
  try {
    return parse(text)
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    const [, message = ''] = error.message.match(/^Invalid TOML document: (.*)/) ?? []
    throw new Mistake(`${file}:${error.line}:${error.column} is not TOML: ${message}.`)
  }
}
