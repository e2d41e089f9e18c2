import { mkdtempSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { isIntrinsic } from '../../../sam/template.ts'
import { isMap, textOf } from '../../../schema/json.ts'
import { bootstrapProblem } from './bootstrap.ts'
import { about, type Beginning, type CodeProblem, type CodeProperties } from './code-problem.ts'
import { missingHandler } from './handler-file.ts'
import { missingClass } from './java.ts'

/** What runs a function: a client of the Runtime API for its language, or the function's own program `bootstrap`. */
export type CodeKind = 'node' | 'python' | 'java' | 'provided'

/** Where a function's code is on this machine, and what runs it. `isWhole`: the folder is all that is deployed. */
export type Code = { kind: CodeKind; runtime: string; folder: string; handler: string; isWhole: boolean }

/**
 * Finds the code of a function, or says in a sentence that begins with the subject why it cannot be run here.
 *
 * @param folder where the template is
 * @param scratch a folder for code that is written in the template
 * @param layers folders of its layers, undefined where one is not on this machine
 */
export const findCode = (
  subject: string,
  properties: CodeProperties,
  folder: string,
  scratch: string,
  layers: readonly string[] | undefined,
): Code | CodeProblem => {
  const { Runtime: runtime, Handler: handler, InlineCode: inline } = properties
  // where it is not set, the SAM CLI takes the folder of the template
  const { CodeUri: uri = '.' } = properties
  const elsewhere = (text: string): CodeProblem => ({ problem: `${subject} ${text}`, elsewhere: true })
  const wrong = (property: keyof CodeProperties, text: string): CodeProblem => ({
    problem: `${subject}.${property} is ${text}`,
    property,
  })
  if (properties.PackageType === 'Image') return elsewhere('is a container image, which does not run here.')
  if (layers === undefined) return elsewhere('uses layers, which are not on this machine.')
  if (properties.DurableConfig !== undefined)
    return elsewhere('is a durable function, whose executions are not kept here.')
  if (runtime === null || runtime === undefined || runtime === '')
    return wrong('Runtime', 'not set; expected a Lambda runtime, such as nodejs24.x.')
  const kind = kindOf(runtime)
  if (!kind) return { ...wrong('Runtime', `${named(runtime)}, which does not run here.`), elsewhere: true }
  if (typeof handler !== 'string')
    return wrong('Handler', `${named(handler)}; expected a file and a function, such as index.handler.`)
  const code = { kind, runtime: String(runtime), handler, isWhole: true }
  if (typeof inline === 'string') return { ...code, folder: writeInline(inline, kind, scratch) }
  if (typeof uri !== 'string' || uri.startsWith('s3://')) {
    const found = isMap(uri) && !isIntrinsic(uri) ? 'in S3' : named(uri)
    return wrong('CodeUri', `${found}; expected a folder next to the template, or code for --handler.`)
  }
  const words: Words = {
    folder: { text: `${subject}.CodeUri is ${uri}`, property: 'CodeUri' },
    handler: { text: `${subject}.Handler is ${handler}`, property: 'Handler' },
  }
  return inFolder(words, code, resolve(folder, uri))
}

/** Code that the user named on the command line, such as `dist/app.handler`. */
export const codeAt = (path: string, runtime: unknown, cwd: string): Code | CodeProblem => {
  const file = resolve(cwd, path)
  const kind = kindOf(runtime) ?? 'node'
  const code = {
    kind,
    runtime: kindOf(runtime) ? String(runtime) : 'nodejs24.x',
    handler: basename(file),
    isWhole: false,
  }
  const words: Words = {
    folder: { text: `--handler is in ${dirname(path)}` },
    handler: { text: `--handler is ${path}` },
  }
  return inFolder(words, code, dirname(file))
}

type Words = { folder: Beginning; handler: Beginning }

const inFolder = (words: Words, code: Omit<Code, 'folder'>, folder: string): Code | CodeProblem => {
  const found = statSync(folder, { throwIfNoEntry: false })
  if (!found) return about(words.folder, ', which does not exist; expected the folder of its code.')
  if (!found.isDirectory()) return about(words.folder, ', which is a file; expected a folder.')
  const { kind, runtime, handler } = code
  const missing = {
    provided: () => bootstrapProblem(words.folder, folder),
    java: () => missingClass(words.handler, handler, folder),
    node: () => missingHandler(words.handler, 'node', runtime, handler, folder),
    python: () => missingHandler(words.handler, 'python', runtime, handler, folder),
  }
  return missing[kind]() ?? { ...code, folder }
}

const kindOf = (runtime: unknown): CodeKind | undefined => {
  const [, name = ''] = textOf(runtime).match(/^(nodejs(?=\d)|python(?=\d)|java(?=\d)|provided\b)/) ?? []
  return kinds[name]
}

const kinds: Record<string, CodeKind> = { nodejs: 'node', python: 'python', java: 'java', provided: 'provided' }

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-function-code.html */
const writeInline = (text: string, kind: CodeKind, scratch: string): string => {
  const folder = mkdtempSync(join(scratch, 'inline-'))
  const module = /^\s*(import\s|export\s)/m.test(text)
  writeFileSync(join(folder, kind === 'python' ? 'index.py' : module ? 'index.mjs' : 'index.js'), text)
  return folder
}

const named = (value: unknown): string =>
  value === undefined
    ? 'not set'
    : isMap(value)
      ? `${Object.keys(value)[0]}, which is known only after deployment`
      : textOf(value)
