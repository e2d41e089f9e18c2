import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { root } from './environment.ts'

/** Why a commit is not in this clone, as a sentence, or undefined where it is. */
export const missingCommit = (commit: string): string | undefined =>
  spawnSync('git', ['cat-file', '-e', `${commit}^{commit}`], { cwd: root }).status === 0
    ? undefined
    : `The commit ${commit} is not in this clone; expected its full history: git fetch --unshallow.`

/** Builds a commit of this repository from its own lock file, in a folder of its own. */
export const buildRelease = (commit: string, folder: string): string => {
  mkdirSync(folder, { recursive: true })
  const archive = execFileSync('git', ['archive', commit], { cwd: root, maxBuffer: 64 << 20 })
  execFileSync('tar', ['-x'], { cwd: folder, input: archive })
  // `prepare` of that commit builds it, and npm hands its own --ignore-scripts down to this one
  const command = ['ci', '--workspaces=false', '--ignore-scripts=false', '--no-audit', '--no-fund', '--loglevel=error']
  const { status, stderr } = spawnSync('npm', command, { cwd: folder, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return folder
}
