import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { globSync, isDynamicPattern } from 'tinyglobby'
import { UserError } from '../command-line/user-error.ts'

/** Names of files and globs → names of files, each once. What names no file is a {@link UserError}. */
export const filesOf = (names: readonly string[], cwd: string): string[] => {
  const found = names.map(name => {
    // a file may have brackets in its name
    if (name === '-' || !isDynamicPattern(name) || existsSync(resolve(cwd, name))) return [name]
    return globSync(name, {
      cwd,
      expandDirectories: false,
      ignore: ['**/node_modules/**', '**/.aws-sam/**'],
    }).toSorted()
  })
  const missing = names.filter((_, i) => found[i]?.length === 0)
  if (missing.length > 0) throw new UserError(...missing.map(name => `${name} matches no file; expected a template.`))
  return [...new Set(found.flat())]
}
