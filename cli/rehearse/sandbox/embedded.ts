import { readFileSync } from 'node:fs'

/**
 * Programs that run in a process of their own, as text. The build puts each file's text in the place of the call, so
 * that dist/cli/index.mjs is one file (see rollup.config.js).
 */
const embed = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')

/** The hook as it is deployed: made by `npm run build`. */
export const hookProgram = (): string => embed('../../../dist/hook/index.mjs')
export const nodeRuntime = (): string => embed('./runtime/node.mjs')
export const pythonRuntime = (): string => embed('./runtime/python.py')
