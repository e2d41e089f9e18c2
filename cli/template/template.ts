import { dirname, resolve } from 'node:path'
import type { Document } from 'yaml'
import { isMap, type JsonMap, own } from '../../schema/json.ts'
import type { Path } from '../../schema/problem.ts'
import { closestTo } from '../../schema/sentence.ts'
import { UserError } from '../command-line/user-error.ts'
import { readText } from './files.ts'
import { expandIncludes, type IncludeProblem } from './include.ts'
import type { Locate, Position } from './locate.ts'
import { type Finding, parseYaml } from './yaml.ts'

/** A template. `value` is the whole of it in long form, the Transform section and the files of AWS::Include with it. */
export type Template = {
  /** As the user named it. */
  file: string
  /** Where relative paths of the template begin; absolute. */
  folder: string
  /** As it was written. */
  text: string
  value: JsonMap & { Resources: JsonMap }
  document: Document
  locate: Locate
  /** `template.yaml:12:5`: where a path of `value` is written. */
  at(path: Path): string
  /** Problems that did not stop the reading, such as a key written twice. */
  warnings: Finding[]
  /** Files that a deployment includes, or fails to include, and that `value` does not have for that reason. */
  includeProblems: IncludeProblem[]
  /** Entries of the Transform section that have run before the macro, by index. */
  ran: ReadonlySet<number>
}

/** The one place where templates are read. Throws a {@link UserError} for a file that is not a template. */
export const readTemplate = (file: string, cwd: string): Template =>
  parseTemplate(readText(file, resolve(cwd, file), aTemplate), file, dirname(resolve(cwd, file)))

const aTemplate = { a: 'a template', form: 'YAML or JSON', name: 'template.yaml' }

/** A template from its text, YAML or JSON. */
export const parseTemplate = (text: string, file: string, folder: string): Template => {
  const { value: written, document, locate: locateWritten, errors, warnings } = parseYaml(text)
  const form = file.endsWith('.json') ? 'JSON' : 'YAML'
  if (errors.length > 0)
    throw new UserError(
      ...errors.map(({ position, message }) => ({ file, position, message: `is not ${form}: ${message}.` })),
    )
  if (!isMap(written)) throw new UserError(`${file} is ${kind(written)}; expected a template with Resources.`)
  const { value, problems, brought } = expandIncludes(written, folder)
  // what the Transform section includes has no other place in the file
  const locate: Locate = path => locateWritten(brought.get(String(path[0])) ?? path)
  const resources = own(value, 'Resources')
  if (resources === undefined) throw new UserError(`${file} has no Resources${misspelled(value)}`)
  if (!isMap(resources))
    throw new UserError({
      file,
      position: locate(['Resources']),
      message: `Resources is ${kind(resources)}; expected a map of resources.`,
    })
  return {
    file,
    folder,
    text,
    value: value as Template['value'],
    document,
    locate,
    at: path => placeOf(file, locate(path)),
    warnings: warnings.map(({ position, message }) => ({ position, message: `${message}.` })),
    includeProblems: problems,
    ran: new Set([...brought.values()].map(([, index]) => Number(index ?? 0))),
  }
}

const placeOf = (file: string, { line, column }: Position): string => `${file}:${line}:${column}`

/** The warnings, each with its place in the file before it. */
export const locatedWarnings = ({ file, warnings, includeProblems, at }: Template): string[] => [
  ...warnings.map(({ position, message }) => `${placeOf(file, position)} ${message}`),
  ...includeProblems.map(({ path, sentence }) => `${at(path)} ${sentence}`),
]

const kind = (value: unknown): string => {
  if (value === null || value === undefined) return 'empty'
  // does not quote the content, which may be secret
  return Array.isArray(value) ? 'a list' : isMap(value) ? 'a map' : 'text'
}

const misspelled = (value: JsonMap): string => {
  const near = Object.keys(value).find(key => closestTo(key, ['Resources']) !== undefined)
  return near ? `; did you mean Resources instead of ${near}?` : '; expected a map of resources.'
}
