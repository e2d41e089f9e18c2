import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as assert from 'uvu/assert'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Runs a command without the variables of the git and of the npm that may have started the tests, and without colors. */
export const runApart = (cwd: string, command: string, args: string[], environment: Record<string, string> = {}) => {
  const env = Object.entries(process.env).filter(([name]) => !/^(GIT_|npm_|FORCE_COLOR$)/.test(name))
  return spawnSync(command, args, { cwd, encoding: 'utf8', env: { ...Object.fromEntries(env), ...environment } })
}

export const git = (cwd: string, ...args: string[]): string => {
  const { status, stdout, stderr } = runApart(cwd, 'git', [
    ...['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args],
  ])
  assert.is(status, 0, stderr)
  return stdout
}

/** Makes a repository of a folder, with one commit of all that is in it. */
export const commitAll = (folder: string): void => {
  git(folder, 'init', '--quiet')
  git(folder, 'add', '.')
  git(folder, 'commit', '--quiet', '--message', 'all')
}

/** A repository with the files of this one as they are now, without what is built and without the tests. */
export const copyRepository = (into: string): void => {
  const files = git(root, 'ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate').split('\n')
  for (const file of files.filter(file => file && !file.startsWith('test/') && existsSync(`${root}${file}`))) {
    mkdirSync(dirname(`${into}/${file}`), { recursive: true })
    cpSync(`${root}${file}`, `${into}/${file}`)
  }
  commitAll(into)
}
