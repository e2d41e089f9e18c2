import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import type { Terminal } from '../../command-line/command.ts'
import { UserError } from '../../command-line/user-error.ts'
import { readText } from '../../template/files.ts'
import { parseTemplate, type Template } from '../../template/template.ts'

/** A template at a commit, with its code. `notes`: which of its dependencies are not here. */
export type CommittedTemplate = { template: Template; notes: string[] }

/**
 * A template and its code as a commit has them, in a separate folder; the repository and its index do not change.
 * Undefined if the word does not name a commit.
 *
 * @param file the template as it is now
 * @param scratch an empty folder
 */
export const templateAt = (
  revision: string,
  file: string,
  { cwd, env }: Pick<Terminal, 'cwd' | 'env'>,
  scratch: string,
): CommittedTemplate | undefined => {
  const path = resolve(cwd, file)
  const git = gitIn(dirname(path), env)
  const [root] = git('rev-parse', '--show-toplevel') ?? []
  if (root === undefined) return undefined
  const [commit] = git('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`) ?? []
  if (commit === undefined) return undefined
  const name = relative(realpathSync(root), realpathSync(path))
  const files = git('ls-tree', '-r', '--name-only', '--full-tree', '-z', commit) ?? []
  if (!files.includes(name))
    throw new UserError(`${file} is not in ${revision}; expected a template that is committed.`)
  const folder = join(scratch, 'live')
  mkdirSync(folder)
  const checkOut = gitIn(root, { ...env, GIT_INDEX_FILE: join(scratch, 'live-index') })
  if (!checkOut('read-tree', commit) || !checkOut('checkout-index', '--all', '--quiet', `--prefix=${folder}/`))
    throw new UserError(`${revision} could not be checked out of git.`)
  const exported = join(folder, name)
  return {
    template: parseTemplate(readText(name, exported, aTemplate), `${revision}:${name}`, dirname(exported)),
    notes: linkPackages(files.filter(file => basename(file) === 'package.json').map(dirname), root, folder, revision),
  }
}

const aTemplate = { a: 'a template', form: 'YAML or JSON', name: 'template.yaml' }

type Git = (...args: string[]) => string[] | undefined

/** The lines that git prints, or what it ends with NUL; undefined where it fails, or is not there. */
const gitIn =
  (folder: string, env: Terminal['env']): Git =>
  (...args) => {
    const { status, stdout } = spawnSync('git', args, { cwd: folder, env, encoding: 'utf8', maxBuffer: 2 ** 28 })
    return status === 0 ? stdout.split(args.includes('-z') ? '\0' : '\n').filter(Boolean) : undefined
  }

const lockFiles = ['package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock']

/** Packages are not in git: the commit uses the installed ones if it declares the same ones. */
const linkPackages = (folders: string[], root: string, exported: string, revision: string): string[] =>
  folders.flatMap(folder => {
    const [now, then] = [join(root, folder), join(exported, folder)]
    const installed = join(now, 'node_modules')
    if (!existsSync(installed) || existsSync(join(then, 'node_modules'))) return []
    const changed = ['package.json', ...lockFiles].find(
      name => contentOf(join(now, name)) !== contentOf(join(then, name)),
    )
    if (changed !== undefined)
      return [
        `${join(folder, changed)} differs from ${revision}, so its packages are not installed for the live version.`,
      ]
    symlinkSync(installed, join(then, 'node_modules'))
    return []
  })

const contentOf = (file: string): string | undefined => (existsSync(file) ? readFileSync(file, 'utf8') : undefined)
