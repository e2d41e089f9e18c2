import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { normalizeModes } from '../release/modes.js'

/**
 * npm's `prepare`: builds what a clone does not have. `npm install -g` of a git repository, which is how pre-commit
 * installs a hook, runs it in a clone without any dependency: npm passes its own --global to the install in there.
 */
const root = fileURLToPath(new URL('../', import.meta.url))
const npm = (...args) =>
  execFileSync('npm', args, {
    cwd: root,
    env: { ...process.env, npm_config_global: 'false' },
    shell: process.platform === 'win32',
    // stdout belongs to `npm pack`
    stdio: ['ignore', 'ignore', 'inherit'],
  })

const { engines } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))
const [major, minor] = process.versions.node.split('.').map(Number)
const [oldestMajor, oldestMinor] = engines.node.replace('>=', '').split('.').map(Number)
if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
  console.error(
    `Error: codedeployhook needs Node.js ${oldestMajor}.${oldestMinor} or newer; this is ${process.version}.`,
  )
  process.exit(1)
}

if (!existsSync(`${root}node_modules/rollup`))
  npm('ci', '--include=dev', '--workspaces=false', '--ignore-scripts', '--no-audit', '--no-fund')
npm('run', 'build', '--silent')
if (['pack', 'publish'].includes(process.env.npm_command)) normalizeModes()
