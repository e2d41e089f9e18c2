import { existsSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { allOf } from '../../../schema/sentence.ts'
import { shellWord } from '../../command-line/shell-word.ts'
import type { Code } from './code.ts'
import type { CodeProblem } from './code-problem.ts'
import { declaredPackages, declaredRequirements } from './declared.ts'
import { javaProblem } from './java.ts'
import { probePython } from './python-probe.ts'

/**
 * Why code that is there cannot be run, in a sentence: no interpreter for it, or something that it declares is not
 * installed. Its failure would say nothing about the release.
 *
 * @param subject how the sentence begins
 * @param user the environment of the user
 */
export const dependencyProblem = (
  subject: string,
  { kind, runtime, folder }: Code,
  user: Record<string, string | undefined>,
): CodeProblem | undefined => {
  if (kind === 'java') return javaProblem(subject, user)
  if (kind === 'provided') return undefined
  if (kind === 'node') return notInstalled(subject, missingPackages(folder), npmInstall(folder))
  const declared = declaredRequirements(folder)
  const python = probePython(folder, declared?.names ?? [], user)
  return python
    ? notInstalled(subject, python.missing, pipInstall(declared?.file ?? ''))
    : { problem: `${subject} is for ${runtime}, but python3 is not on your PATH; install it.` }
}

const notInstalled = (subject: string, missing: string[], command: string): { problem: string } | undefined => {
  if (missing.length === 0) return undefined
  const names = allOf(missing.slice(0, 3))
  const more = missing.length > 3 ? ` and ${missing.length - 3} more` : ''
  return {
    problem: `${subject} needs ${names}${more}, which ${missing.length > 1 ? 'are' : 'is'} not installed; run ${command}, or sam build.`,
  }
}

export const npmInstall = (folder: string): string => {
  const prefix = relative(process.cwd(), folder)
  return prefix === '' ? 'npm install' : `npm install --prefix ${shellWord(prefix)}`
}

/** @param file requirements.txt or pyproject.toml */
export const pipInstall = (file: string): string =>
  file.endsWith('.txt')
    ? `python3 -m pip install -r ${shellWord(relative(process.cwd(), file))}`
    : `python3 -m pip install ${shellWord(relative(process.cwd(), dirname(file)) || '.')}`

const missingPackages = (folder: string): string[] =>
  (declaredPackages(folder)?.names ?? []).filter(name => !isInstalled(name, folder))

/** Where Node itself would look: in the node_modules of the folder and of all above it. */
export const isInstalled = (name: string, folder: string): boolean =>
  existsSync(join(folder, 'node_modules', name)) || (folder !== dirname(folder) && isInstalled(name, dirname(folder)))
