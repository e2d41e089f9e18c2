import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parse } from 'smol-toml'
import { isMap, own } from '../../../schema/json.ts'

/** What a project says that its code needs, and the file that says so. */
export type Declared = { file: string; names: string[] }

/** The dependencies of the package.json of a folder. */
export const declaredPackages = (folder: string): Declared | undefined => {
  const file = join(folder, 'package.json')
  const manifest = readWith(file, JSON.parse)
  if (manifest === undefined) return undefined
  const dependencies = own(manifest, 'dependencies')
  return { file, names: Object.keys(isMap(dependencies) ? dependencies : {}) }
}

/** The requirements of a folder as pip reads them: requirements.txt, or pyproject.toml where that is not there. */
export const declaredRequirements = (folder: string): Declared | undefined => {
  const file = join(folder, 'requirements.txt')
  if (existsSync(file)) return { file, names: requirementsIn(file) }
  const project = join(folder, 'pyproject.toml')
  const toml = readWith(project, parse)
  if (toml === undefined) return undefined
  const listed = own(own(toml, 'project'), 'dependencies')
  const poetry = own(own(own(toml, 'tool'), 'poetry'), 'dependencies')
  const names = [
    ...(Array.isArray(listed) ? listed.filter(entry => typeof entry === 'string') : []),
    ...Object.keys(isMap(poetry) ? poetry : {}),
  ]
  return { file: project, names: names.filter(name => name !== 'python') }
}

/** The nearest declaration of a folder and of those above it. */
export const nearest = <T>(folder: string, read: (folder: string) => T | undefined): T | undefined => {
  const found = read(folder)
  return found !== undefined || folder === dirname(folder) ? found : nearest(dirname(folder), read)
}

/** https://pip.pypa.io/en/stable/reference/requirements-file-format/ */
const requirementsIn = (file: string, seen: readonly string[] = []): string[] => {
  if (seen.includes(file) || !existsSync(file)) return []
  const lines = readFileSync(file, 'utf8')
    .replace(/\\\r?\n/g, ' ')
    .split(/\r?\n/)
  return lines.flatMap(line => {
    const [, other] = line.match(/^\s*(?:-r|--requirement)[\s=]+(\S+)/) ?? []
    if (other) return requirementsIn(join(dirname(file), other), [...seen, file])
    const [, requirement] = line.match(/^\s*([A-Za-z0-9][\w.-]*\s*(?:$|[#;@[<>=!~,(]|--).*)$/) ?? []
    return requirement ? [requirement.replace(/\s(#|--).*/, '').trim()] : []
  })
}

const readWith = (file: string, parse: (text: string) => unknown): unknown => {
  try {
    return parse(readFileSync(file, 'utf8'))
  } catch {
    // not there, or for its own tool to explain
    return undefined
  }
}
