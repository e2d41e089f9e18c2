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

/** Why code cannot be run here, and the property of the function that says so. */
export type CodeProblem = { problem: string; property?: keyof CodeProperties }

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
): Code | CodeProblem => {
  const { Runtime: runtime, Handler: handler, Layers: layers } = properties
  const problem = (text: string): CodeProblem => ({ problem: `${subject} ${text}` })
  const wrong = (property: keyof CodeProperties, text: string): CodeProblem => ({
    problem: `${subject}.${property} is ${text}`,
    property,
  })
  const instead = 'code for --handler, or a Lambda endpoint that runs it for --endpoint-url.'
  if (properties.PackageType === 'Image')
    return problem(`is a container image, which is not run here; expected ${instead}`)
  if (Array.isArray(layers) && layers.length > 0)
    return problem(`uses layers, which are not there here; expected ${instead}`)
  const kind = kindOf(runtime)
  if (runtime === null || runtime === undefined || runtime === '')
    return wrong('Runtime', `not set; expected nodejs or python, such as nodejs24.x, or ${instead}`)
  if (!kind)
    return wrong('Runtime', `${named(runtime)}, which is not run here; expected nodejs or python, or ${instead}`)
  if (typeof handler !== 'string')
    return wrong('Handler', `${named(handler)}; expected a file and a function, such as index.handler.`)
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
    return wrong(
      'CodeUri',
      `${isMap(uri) && !isIntrinsic(uri) ? 'in S3' : named(uri)}; expected a folder beside the template, or ${instead}`,
    )
  const words: Words = {
    folder: { text: `${subject}.CodeUri is ${uri}`, property: 'CodeUri' },
    handler: { text: `${subject}.Handler is ${handler}`, property: 'Handler' },
  }
  return missingInterpreter(subject, kind, code.runtime) ?? inFolder(words, code, resolve(folder, uri))
}

/** Code that the user named on the command line, such as `dist/app.handler`. */
export const codeAt = (path: string, runtime: unknown, cwd: string): Code | CodeProblem => {
  const file = resolve(cwd, path)
  const kind = kindOf(runtime) ?? 'node'
  const code = { kind, runtime: kindOf(runtime) ? String(runtime) : 'nodejs24.x', handler: basename(file) }
  const words: Words = {
    folder: { text: `--handler is in ${dirname(path)}` },
    handler: { text: `--handler is ${path}` },
  }
  return inFolder(words, code, dirname(file))
}

/** How a sentence begins, and the property that it is about. */
export type Beginning = { text: string; property?: keyof CodeProperties }

type Words = { folder: Beginning; handler: Beginning }

const inFolder = (words: Words, code: Omit<Code, 'folder'>, folder: string): Code | CodeProblem => {
  const found = statSync(folder, { throwIfNoEntry: false })
  if (!found) return about(words.folder, ', which does not exist; expected the folder of its code.')
  if (!found.isDirectory()) return about(words.folder, ', which is a file; expected a folder.')
  return (
    missingHandler(words, code, folder) ?? missingDependencies(words.folder, code.kind, folder) ?? { ...code, folder }
  )
}

const about = ({ text, ...rest }: Beginning, end: string): CodeProblem => ({ problem: `${text}${end}`, ...rest })

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
    return about(
      words,
      `, but Runtime is ${runtime} and the file is ${beside}${other}; expected ${beside}${extensions[kind].at(-1)} or another Runtime.`,
    )
  return about(
    words,
    source
      ? `, of which only ${beside}${source} is there; run sam build first, or name the built file with --handler.`
      : `, but there is no ${beside}${extensions[kind].at(-1)}; expected the file that has the handler.`,
  )
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
