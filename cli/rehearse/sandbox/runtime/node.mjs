// Runs one Lambda function as the managed Node.js runtime does, for one invocation after another. It is a program of its
// own, so that what the function does to its process stays there. Line by line, JSON on descriptor 3: invocations come
// in, answers go out. What it imitates: https://github.com/aws/aws-lambda-nodejs-runtime-interface-client

import { existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Socket } from 'node:net'
import { basename, dirname, resolve } from 'node:path'
import { Writable } from 'node:stream'
import { pathToFileURL } from 'node:url'

const { _HANDLER: handlerName = '', LAMBDA_TASK_ROOT: root = '.', AWS_EXECUTION_ENV: runtime = '' } = process.env
const channel = new Socket({ fd: 3 })
// without the rehearsal there is nobody left to run for
for (const end of ['end', 'error', 'close']) channel.on(end, () => process.exit())

const send = message => new Promise(done => channel.write(`${JSON.stringify(message)}\n`, done))

const lambdaError = (name, message, cause) => Object.assign(new Error(message), { name, stack: cause?.stack ?? '' })

// as the managed runtime does it, though not as one line of JSON
const logged = (what, error) => {
  const lines = String(error instanceof Error ? (error.stack ?? error) : error).split('\n')
  const own = lines.filter(line => !/^ +at /.test(line) || !notTheirs.some(part => line.includes(part)))
  const text = own
    .join('\n')
    .replaceAll(`${pathToFileURL(root)}/`, '')
    .replaceAll(`${resolve(root)}/`, '')
  process.stderr.write(`ERROR ${what} ${text}\n`)
  return formatted(error)
}
const notTheirs = ['node:internal', import.meta.url, 'new Promise (<anonymous>)']

const formatted = error =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') }
    : { errorType: typeof error, errorMessage: String(error), trace: [] }

const streaming = Symbol.for('aws.lambda.runtime.handler.streaming')
globalThis.awslambda = {
  streamifyResponse: handler => Object.assign(handler, { [streaming]: 'response' }),
  HttpResponseStream: {
    from: (stream, prelude) => {
      stream.write(`${JSON.stringify(prelude)}${'\0'.repeat(8)}`)
      return stream
    },
  },
}

const loadHandler = async () => {
  const [, file = '', name = ''] = basename(handlerName).match(/^([^.]*)\.(.*)$/) ?? []
  if (!name) throw lambdaError('Runtime.MalformedHandlerName', 'Bad handler')
  const path = resolve(root, dirname(handlerName), file)
  const module = await loadModule(path).catch(error => {
    if (error instanceof SyntaxError) throw lambdaError('Runtime.UserCodeSyntaxError', String(error), error)
    if (error?.code === 'MODULE_NOT_FOUND') throw lambdaError('Runtime.ImportModuleError', String(error), error)
    throw error
  })
  const find = from => name.split('.').reduce((inner, key) => inner?.[key], from)
  const handler = find(module) ?? find(module?.default)
  if (handler === undefined) throw lambdaError('Runtime.HandlerNotFound', `${handlerName} is undefined or not exported`)
  if (typeof handler !== 'function') throw lambdaError('Runtime.HandlerNotFound', `${handlerName} is not a function`)
  if (handler.length > 2 && !handler[streaming] && Number(runtime.match(/nodejs(\d+)/)?.[1]) >= 24)
    throw lambdaError(
      'Runtime.CallbackHandlerDeprecated',
      'This runtime takes no handlers with a callback; expected an async function of event and context.',
    )
  return handler
}

const loadModule = async path => {
  const require = createRequire(`${path}.js`)
  const [file] = ['', '.js', '.mjs', '.cjs'].map(extension => path + extension).filter(file => isFile(file))
  if (!file) return require(path)
  return file.endsWith('.mjs') || (file.endsWith('.js') && isModule(file)) ? import(pathToFileURL(file)) : require(file)
}

const isFile = file => statSync(file, { throwIfNoEntry: false })?.isFile()

const isModule = file => {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const manifest = resolve(folder, 'package.json')
    if (existsSync(manifest)) return JSON.parse(readFileSync(manifest, 'utf8')).type === 'module'
    if (folder === dirname(folder)) return false
  }
}

const answer = async (handler, { event, context }) => {
  const { timeoutMs, ...facts } = context
  const deadline = Date.now() + timeoutMs
  const full = {
    ...facts,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  }
  if (handler[streaming]) return stream(handler, JSON.parse(event), full)
  const result = await new Promise((done, fail) => {
    const returned = handler(JSON.parse(event), full, (error, value) => (error ? fail(error) : done(value)))
    if (handler.length < 3 || typeof returned?.then === 'function') done(returned)
  })
  return Buffer.from(JSON.stringify(result) ?? 'null')
}

const stream = async (handler, event, context) => {
  const chunks = []
  const sink = new Writable({ write: (chunk, _, done) => done(void chunks.push(chunk)) })
  sink.setContentType = () => {}
  await handler(event, sink, context)
  if (!sink.writableFinished) await new Promise(done => sink.on('finish', done))
  return Buffer.concat(chunks)
}

const fatal = name => async error => {
  const { errorType, errorMessage, trace } = formatted(error)
  const error_ = name ? { errorType: name, errorMessage: `${errorType}: ${errorMessage}`, trace } : formatted(error)
  await send({ error: error_ })
  process.exit(name ? 128 : 129)
}
process.on('uncaughtException', fatal())
process.on('unhandledRejection', fatal('Runtime.UnhandledPromiseRejection'))

const main = async () => {
  const handler = await loadHandler().catch(async error => {
    await send({ error: logged('Uncaught Exception', error) })
    process.exit(1)
  })
  await send({ ready: true })
  let text = ''
  let last = Promise.resolve()
  channel.setEncoding('utf8').on('data', chunk => {
    const lines = (text + chunk).split('\n')
    text = lines.pop()
    for (const line of lines) last = last.then(() => reply(handler, JSON.parse(line)))
  })
}

const reply = (handler, invocation) =>
  answer(handler, invocation).then(
    payload => send({ payload: payload.toString('base64') }),
    error => send({ error: logged('Invoke Error', error) }),
  )

void main()
