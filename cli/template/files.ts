import { isUtf8 } from 'node:buffer'
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { didYouMean } from '../../schema/sentence.ts'
import { UserError } from '../command-line/user-error.ts'

/** The template that a command reads when none is named, first that exists. */
export const templateNames = ['template.yaml', 'template.yml', 'template.json']

/** Names of templates next to a path, written as `file` is, for «did you mean»; the usual ones where there are none. */
export const neighbours = (path: string, file: string): string[] => {
  const folder = namesIn(dirname(path))
  const templates = folder.filter(
    name => /\.(ya?ml|json|template)$/.test(name) && existsSync(join(dirname(path), name)),
  )
  return (templates.length > 0 ? templates : templateNames).map(name => join(dirname(file), name))
}

const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/**
 * The text of a file that the user named, without a byte order mark. Throws a {@link UserError} for what cannot be read.
 *
 * @param kind what it should have been
 */
export const readText = (file: string, path: string, { a, form, name }: Kind): string => {
  if (file === '') throw new UserError(`The name of a file is empty; expected ${a}, such as ${name}.`)
  if (/^\w+:\/\//.test(file)) throw new UserError(`${file} is a URL; expected ${a} in a file.`)
  try {
    const found = statSync(path, { throwIfNoEntry: false })
    if (!found)
      throw new UserError(
        isLink(path) ? dangling(file, path) : `${file} does not exist; ${didYouMean(file, neighbours(path, file))}`,
      )
    if (found.isDirectory()) throw new UserError(`${file} is a folder; expected ${a}, such as ${file}/${name}.`)
    const bytes = readFileSync(path)
    if (bytes.includes(0)) throw new UserError(`${file} is not text; expected ${a} in ${form}.`)
    if (!isUtf8(bytes)) throw new UserError(`${file} is not in UTF-8; expected ${a} saved as UTF-8.`)
    return bytes.toString('utf8').replace(/^\uFEFF/, '')
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    const denied = error.code === 'EACCES' || error.code === 'EPERM'
    throw new UserError(
      denied
        ? `${file} cannot be read without permission; expected ${a} with read permission.`
        : `${file} cannot be read (${error.code}); expected ${a}.`,
    )
  }
}

const isLink = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true

const dangling = (file: string, path: string): string =>
  `${file} is a symbolic link to ${readlinkSync(path)}, which does not exist; expected a link to a file.`

/** In words, as in «expected a template in YAML or JSON», and the usual name of its file. */
export type Kind = { a: string; form: string; name: string }
