import { existsSync } from 'node:fs'
import { basename, dirname, extname, join, relative } from 'node:path'
import { about, type Beginning, type CodeProblem } from './code-problem.ts'

/** Why the file that a handler names cannot be run, in a sentence. */
export const missingHandler = (
  words: Beginning,
  kind: 'node' | 'python',
  runtime: string,
  handler: string,
  folder: string,
): CodeProblem | undefined => {
  const file = kind === 'python' ? handler.slice(0, handler.lastIndexOf('.')) : handlerFile(handler)
  const path = join(folder, kind === 'python' ? file.replaceAll('.', '/') : file)
  const has = (extension: string) => existsSync(path + extension)
  if (extensions[kind].some(has) || existsSync(join(path, '__init__.py'))) return undefined
  const source = ['.ts', '.mts', '.tsx'].find(has)
  const beside = relative(process.cwd(), path)
  const other = extensions[kind === 'python' ? 'node' : 'python'].find(has)
  const expected = `${beside}${extensions[kind].at(-1)}`
  if (source)
    return about(
      words,
      `, but only ${beside}${source} exists; run sam build first, or name the built file with --handler.`,
    )
  return about(
    words,
    other
      ? `, but Runtime is ${runtime} and the file is ${beside}${other}; expected ${expected} or another Runtime.`
      : `, but there is no ${expected}; expected the file that has the handler.`,
  )
}

/** `dist/app.lib.handler` → `dist/app`, as the Node.js runtime splits it. */
const handlerFile = (handler: string): string =>
  join(dirname(handler), basename(handler).replace(/\..*$/, '') || basename(handler, extname(handler)))

const extensions = { node: ['.mjs', '.cjs', '.js'], python: ['.py'] }
