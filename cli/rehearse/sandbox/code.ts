import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, extname, join, relative, resolve } from 'node:path'
import { isIntrinsic } from '../../../sam/template.ts'
import { isMap, textOf } from '../../../schema/json.ts'
import { missingDependencies, missingInterpreter } from './dependencies.ts'

/** Where a function's code is on this machine, and what runs it. */
export type Code = { kind: 'node' | 'python'; runtime: string; folder: string; handler: string }

/** The properties of a function in effect that say where its code is. */
export type CodeProperties = {
  Runtime?: unknown
  Handler?: unknown
  CodeUri?: unknown
  InlineCode?: unknown
  PackageType?: unknown
  Layers?: unknown
}

/**
 * Finds the code of a function, or says in a sentence that begins with the subject why it cannot be run here.
 *
 * @param folder where the template is
 * @param scratch an empty folder for code that is written in the template
 */
export const findCode = (
  subject: string,
  properties: CodeProperties,
  folder: string,
  scratch: string,
): Code | { problem: string } => {
  const { Runtime: runtime, Handler: handler, Layers: layers } = properties
  const problem = (text: string) => ({ problem: `${subject}${text}` })
  const instead = 'code for --handler, or a Lambda endpoint that runs it for --endpoint-url.'
  if (properties.PackageType === 'Image')
    return problem(` is a container image, which is not run here; expected ${instead}`)
  if (Array.isArray(layers) && layers.length > 0)
    return problem(` uses layers, which are not there here; expected ${instead}`)
  const kind = kindOf(runtime)
  if (runtime === null || runtime === undefined || runtime === '')
    return problem(`.Runtime is not set; expected nodejs or python, such as nodejs24.x, or ${instead}`)
  if (!kind)
    return problem(`.Runtime is ${named(runtime)}, which is not run here; expected nodejs or python, or ${instead}`)
  if (typeof handler !== 'string')
    return problem(`.Handler is ${named(handler)}; expected a file and a function, such as index.handler.`)
  const code = { kind, runtime: String(runtime), handler }
  if (typeof properties.InlineCode === 'string')
    return (
      missingInterpreter(subject, kind, code.runtime) ?? {
        ...code,
        folder: writeInline(properties.InlineCode, kind, scratch),
      }
    )
  const uri = properties.CodeUri
  if (typeof uri !== 'string' || uri.startsWith('s3://'))
    return problem(
      `.CodeUri is ${isMap(uri) && !isIntrinsic(uri) ? 'in S3' : named(uri)}; expected a folder beside the template, or ${instead}`,
    )
  const words = { folder: `${subject}.CodeUri is ${uri}`, handler: `${subject}.Handler is ${handler}` }
  return missingInterpreter(subject, kind, code.runtime) ?? inFolder(words, code, resolve(folder, uri))
}

/** Code that the user named on the command line, such as `dist/app.handler`. */
export const codeAt = (path: string, runtime: unknown, cwd: string): Code | { problem: string } => {
  const file = resolve(cwd, path)
  const kind = kindOf(runtime) ?? 'node'
  const code = { kind, runtime: kindOf(runtime) ? String(runtime) : 'nodejs24.x', handler: basename(file) }
  return inFolder({ folder: `--handler is in ${dirname(path)}`, handler: `--handler is ${path}` }, code, dirname(file))
}

/** How a sentence about the folder begins, and one about the handler. */
type Words = { folder: string; handler: string }

const inFolder = (words: Words, code: Omit<Code, 'folder'>, folder: string): Code | { problem: string } => {
  const found = statSync(folder, { throwIfNoEntry: false })
  if (!found) return { problem: `${words.folder}, which does not exist; expected the folder of its code.` }
  if (!found.isDirectory()) return { problem: `${words.folder}, which is a file; expected a folder.` }
  return (
    missingHandler(words, code, folder) ?? missingDependencies(words.folder, code.kind, folder) ?? { ...code, folder }
  )
}

const missingHandler = (
  { handler: words }: Words,
  { kind, runtime, handler }: Omit<Code, 'folder'>,
  folder: string,
) => {
  const file = kind === 'python' ? handler.slice(0, handler.lastIndexOf('.')) : handlerFile(handler)
  const path = join(folder, kind === 'python' ? file.replaceAll('.', '/') : file)
  if (extensions[kind].some(extension => existsSync(path + extension)) || existsSync(join(path, '__init__.py'))) return
  const source = ['.ts', '.mts', '.tsx'].find(extension => existsSync(path + extension))
  const beside = relative(process.cwd(), path)
  const other = extensions[kind === 'python' ? 'node' : 'python'].find(extension => existsSync(path + extension))
  if (other && !source)
    return {
      problem: `${words}, but Runtime is ${runtime} and the file is ${beside}${other}; expected ${beside}${extensions[kind].at(-1)} or another Runtime.`,
    }
  return {
    problem: source
      ? `${words}, of which only ${beside}${source} is there; run sam build first, or name the built file with --handler.`
      : `${words}, but there is no ${beside}${extensions[kind].at(-1)}; expected the file that has the handler.`,
  }
}

/** `dist/app.lib.handler` → `dist/app`, as the Node.js runtime splits it. */
const handlerFile = (handler: string): string =>
  join(dirname(handler), basename(handler).replace(/\..*$/, '') || basename(handler, extname(handler)))

const extensions = { node: ['.mjs', '.cjs', '.js'], python: ['.py'] }

const kindOf = (runtime: unknown): Code['kind'] | undefined => {
  const [, name] = textOf(runtime).match(/^(nodejs|python)\d/) ?? []
  return name === 'nodejs' ? 'node' : name === 'python' ? 'python' : undefined
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-function-code.html */
const writeInline = (text: string, kind: Code['kind'], folder: string): string => {
  mkdirSync(folder, { recursive: true })
  const module = /^\s*(import\s|export\s)/m.test(text)
  writeFileSync(join(folder, kind === 'python' ? 'index.py' : module ? 'index.mjs' : 'index.js'), text)
  return folder
}

const named = (value: unknown): string =>
  value === undefined
    ? 'not set'
    : isMap(value)
      ? `${Object.keys(value)[0]}, known only after deployment`
      : textOf(value)
