import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { isMap, own } from '../../../schema/json.ts'
import { allOf } from '../../../schema/sentence.ts'
import type { Beginning, CodeProblem } from './code.ts'

/** A sentence where this machine has nothing that runs the function. */
export const missingInterpreter = (
  subject: string,
  kind: 'node' | 'python',
  runtime: string,
): CodeProblem | undefined =>
  kind === 'python' && spawnSync('python3', ['--version']).error
    ? {
        problem: `${subject}.Runtime is ${runtime}, and there is no python3 on this machine; expected it on the PATH.`,
        property: 'Runtime',
      }
    : undefined

/** A sentence where what a function depends on is not installed: its failure would say nothing about the release. */
export const missingDependencies = (
  { text, ...rest }: Beginning,
  kind: 'node' | 'python',
  folder: string,
): CodeProblem | undefined => {
  const missing = kind === 'node' ? missingPackages(folder) : missingDistributions(folder)
  if (missing.length === 0) return undefined
  const names = allOf(missing.slice(0, 3))
  const more = missing.length > 3 ? ` and ${missing.length - 3} more` : ''
  const where = relative(process.cwd(), folder) || '.'
  const how = kind === 'node' ? `npm install in ${where}` : `pip install -r ${join(where, 'requirements.txt')}`
  return {
    problem: `${text}, where ${names}${more} is not installed; run ${how}, or sam build.`,
    ...rest,
  }
}

const missingPackages = (folder: string): string[] => {
  const manifest = join(folder, 'package.json')
  if (!existsSync(manifest)) return []
  const dependencies = own(JSON.parse(readFileSync(manifest, 'utf8')), 'dependencies')
  return Object.keys(isMap(dependencies) ? dependencies : {}).filter(name => !isInstalled(name, folder))
}

/** Where Node itself would look: in the node_modules of the folder and of all above it. */
const isInstalled = (name: string, folder: string): boolean =>
  existsSync(join(folder, 'node_modules', name)) || (folder !== dirname(folder) && isInstalled(name, dirname(folder)))

/** Installed for this machine's Python, or beside the code as sam build does it. */
const missingDistributions = (folder: string): string[] => {
  const requirements = join(folder, 'requirements.txt')
  if (!existsSync(requirements)) return []
  const names = readFileSync(requirements, 'utf8')
    .split('\n')
    .flatMap(line => line.match(/^\s*([A-Za-z0-9][\w.-]*)/)?.[1] ?? [])
  const { stdout } = spawnSync('python3', ['-c', askPython, folder, ...names], { encoding: 'utf8' })
  return (stdout ?? '').split('\n').filter(Boolean)
}

const askPython = `
import sys, importlib.metadata as metadata
sys.path.insert(0, sys.argv[1])
for name in sys.argv[2:]:
    try: metadata.distribution(name)
    except metadata.PackageNotFoundError: print(name)
`
