import { existsSync } from 'node:fs'
import { dirname, join, normalize, resolve } from 'node:path'
import { oneOf } from '../../../schema/sentence.ts'
import type { Input } from '../../command-line/command.ts'
import { UserError } from '../../command-line/user-error.ts'
import { templateNames } from '../../template/files.ts'

/** The template to rehearse. `own`: if `sam build` made it, the template that it was built from, if found. */
export type ChosenTemplate = { file: string; isBuilt: boolean; isNamed: boolean; own?: string | undefined }

/** The template that the user names; otherwise what `sam build` made, as that is deployed; otherwise the folder's template. */
export const chosenTemplate = (input: Input, cwd: string): ChosenTemplate => {
  const named = input.positionals[0] ?? input.value('template-file')
  const buildFolder = input.value('build-dir')
  if (buildFolder !== undefined && named === '-')
    throw new UserError('--build-dir is compared with its template; expected the name of a file instead of -.')
  if (buildFolder !== undefined)
    return { ...builtIn(buildFolder, cwd), isNamed: true, own: named ?? templateIn('', cwd) }
  const found = existsSync(resolve(cwd, built)) ? built : templateIn('', cwd)
  const file = named ?? found
  if (file === undefined) throw new UserError(`No template is named, and this folder has no ${oneOf(templateNames)}.`)
  const isBuilt = normalize(file).endsWith(built)
  const project = dirname(dirname(dirname(file)))
  return { file, isBuilt, isNamed: named !== undefined, own: isBuilt ? templateIn(project, cwd) : undefined }
}

const built = join('.aws-sam', 'build', 'template.yaml')

const builtIn = (folder: string, cwd: string) => {
  const file = join(folder, 'template.yaml')
  if (!existsSync(resolve(cwd, file)))
    throw new UserError(`--build-dir ${folder} has no template.yaml; run sam build --build-dir ${folder} first.`)
  return { file, isBuilt: true }
}

const templateIn = (folder: string, cwd: string): string | undefined =>
  templateNames.map(name => join(folder, name)).find(file => existsSync(resolve(cwd, file)))
