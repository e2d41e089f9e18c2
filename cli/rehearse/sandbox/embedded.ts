import { readFileSync } from 'node:fs'

/**
 * Programs that run in separate processes, as text. The build replaces each call with the text of its file, so
 * that dist/cli/index.mjs is one file (see rollup.config.js).
 */
const embed = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')

/** The hook as it is deployed, by file name: made by `npm run build`. */
export const hookPrograms = (): Record<string, string> => ({
  'index.mjs': embed('../../../dist/hook/index.mjs'),
  'yaml.mjs': embed('../../../dist/hook/yaml.mjs'),
})

/** The clients of Lambda's Runtime API for managed runtimes, by file name. */
export const runtimePrograms = (): Record<string, string> => ({
  'node.mjs': embed('./runtime/node.mjs'),
  'node-handler.mjs': embed('./runtime/node-handler.mjs'),
  'node-modules.mjs': embed('./runtime/node-modules.mjs'),
  'node-network.mjs': embed('./runtime/node-network.mjs'),
  'node-scope.mjs': embed('./runtime/node-scope.mjs'),
  'python.py': embed('./runtime/python.py'),
})
