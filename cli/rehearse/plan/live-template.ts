import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Terminal } from '../../command-line/command.ts'
import { UserError } from '../../command-line/user-error.ts'
import { readOwnTemplate } from '../../template/source.ts'
import type { ChosenTemplate } from './chosen-template.ts'
import { type CommittedTemplate, templateAt } from './revision.ts'

/** What `--live` alone means: the last commit. */
export const lastCommit = 'HEAD'

/** The template of the live version: a file, or the template that is rehearsed as a commit has it. */
export const liveTemplate = (
  named: string,
  { file, isBuilt, own = isBuilt ? undefined : file }: ChosenTemplate,
  terminal: Terminal,
  scratch: string,
): CommittedTemplate => {
  const isFile = named === '-' || existsSync(resolve(terminal.cwd, named))
  // the reader says which file of a similar name there is
  if (isFile || /\.(ya?ml|json|template)$/.test(named)) return { template: readOwnTemplate(named, terminal), notes: [] }
  if (own === undefined || own === '-' || !existsSync(resolve(terminal.cwd, own)))
    throw new UserError(
      `--live is ${named}, but ${file} has no template in git; expected the template of the live version.`,
    )
  const committed = templateAt(named, own, terminal, scratch)
  if (committed) return committed
  if (named === lastCommit)
    throw new UserError(
      `--live is ${named}, but there is no commit of ${own}; expected the template of the live version.`,
    )
  throw new UserError(
    `--live is ${named}, which is neither a file nor a commit; expected the template of the live version.`,
  )
}
