import { execFileSync } from 'node:child_process'

/** A node of some major version: this process's own, or the one that `npx node@<major>` brings. */
export type Node = { version: string; path: string }

export const findNode = (major: number): Node => {
  const [command, ...runner] =
    process.versions.node.split('.')[0] === String(major) ? [process.execPath] : ['npx', '-y', `node@${major}`]
  const print = (expression: string) =>
    execFileSync(String(command), [...runner, '-p', expression], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  return { version: print('process.versions.node').trim(), path: print('process.execPath').trim() }
}
