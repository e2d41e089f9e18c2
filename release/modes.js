import { execFileSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))

/**
 * Gives the files of the npm package the modes that git knows, because `npm pack` writes down what the umask of the
 * clone and of the build has left of them.
 */
export const normalizeModes = () => {
  const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error'], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  const [{ files }] = Object.values(JSON.parse(output))
  for (const { path } of files) chmodSync(`${root}${path}`, path === 'dist/cli/index.mjs' ? 0o755 : 0o644)
}
