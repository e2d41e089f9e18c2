import { existsSync, readdirSync, statSync } from 'node:fs'
import { extname, join, relative, resolve } from 'node:path'
import { effective } from '../../../sam/globals.ts'
import { functionsOf } from '../../../sam/template.ts'
import { UserError } from '../../command-line/user-error.ts'
import type { Template } from '../../template/template.ts'

/**
 * Refuses what `sam build` made before its sources changed: it would pass or fail for outdated code.
 *
 * @param built the template that sam build made
 * @param own the template that it was built from
 * @param logicalIds of the functions that matter
 */
export const refuseStale = (built: string, own: Template, logicalIds: readonly string[], cwd: string): void => {
  const builtAtMs = statSync(resolve(cwd, built)).mtimeMs
  const sources = [resolve(cwd, own.file), ...codeFolders(own, logicalIds).flatMap(filesIn)]
  const newer = [...new Set(sources)].filter(file => statSync(file).mtimeMs > builtAtMs)
  const [first] = newer
  if (first === undefined) return
  const others = newer.length > 1 ? ` and ${newer.length - 1} more` : ''
  throw new UserError(
    `${relative(cwd, first)}${others} changed after sam build made ${built}; run sam build, or rehearse ${own.file} instead.`,
  )
}

const codeFolders = ({ value, folder }: Template, logicalIds: readonly string[]): string[] =>
  functionsOf(value.Resources)
    .filter(({ logicalId }) => logicalIds.includes(logicalId))
    .map(web => effective(value, web, 'CodeUri') ?? '.')
    .flatMap(uri => (typeof uri === 'string' && !uri.startsWith('s3://') ? [resolve(folder, uri)] : []))

/** The files of a folder that make up code, without those of packages and tests. */
const filesIn = (folder: string): string[] => {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return []
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return entry.name.startsWith('.') || otherFolders.has(entry.name) ? [] : filesIn(path)
    return entry.isFile() && isCode(entry.name) ? [path] : []
  })
}

const isCode = (name: string): boolean =>
  manifests.has(name) || (codeExtensions.has(extname(name)) && !/([._](test|spec)\.|^test_)/.test(name))

const otherFolders = new Set('node_modules __pycache__ venv test tests __tests__ events docs coverage'.split(' '))
const manifests = new Set(['package.json', 'requirements.txt', 'pyproject.toml', 'go.mod', 'Cargo.toml', 'pom.xml'])
const codeExtensions = new Set('.js .mjs .cjs .jsx .ts .mts .cts .tsx .py .go .rs .java .kt .rb .cs .html'.split(' '))
