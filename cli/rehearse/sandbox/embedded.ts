import { readdirSync, readFileSync } from 'node:fs'

/**
 * Programs that run in separate processes, as text. The build replaces each call with the text of its file, so
 * that dist/cli/index.mjs is one file (see rollup.config.js).
 */
const embed = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')

const embedFolder = (path: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(new URL(path, import.meta.url))
      .filter(file => file.endsWith('.mjs'))
      .map(file => [file, embed(`${path}/${file}`)]),
  )

/** The hook as it is deployed, by file name: made by `npm run build`. */
export const hookPrograms = (): Record<string, string> => ({
  'index.mjs': embed('../../../dist/hook/index.mjs'),
  'yaml.mjs': embed('../../../dist/hook/yaml.mjs'),
})

/** The gate as it is deployed, by file name. */
export const gatePrograms = (): Record<string, string> => embedFolder('../../../dist/gate')

/** What answers where the gate cannot, as it is deployed. */
export const gateFailurePrograms = (): Record<string, string> => embedFolder('../../../dist/gate-failure')

/** The clients of Lambda's Runtime API for managed runtimes, by file name. */
export const runtimePrograms = (): Record<string, string> => ({
  'node.mjs': embed('./runtime/node.mjs'),
  'node-clock.mjs': embed('./runtime/node-clock.mjs'),
  'node-handler.mjs': embed('./runtime/node-handler.mjs'),
  'node-modules.mjs': embed('./runtime/node-modules.mjs'),
  'node-network.mjs': embed('./runtime/node-network.mjs'),
  'node-scope.mjs': embed('./runtime/node-scope.mjs'),
  'python.py': embed('./runtime/python.py'),
})
