// Finds the handler of a function and calls it by the conventions of the Node.js version that runs it.

import { readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, resolve } from 'node:path'
import { Writable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { manifestOf } from './node-scope.mjs'

const { _HANDLER: handlerName = '', LAMBDA_TASK_ROOT: root = '.', AWS_EXECUTION_ENV: runtime = '' } = process.env
const [, majorVersion = 24] = runtime.match(/nodejs(\d+)/) ?? []
// https://aws.amazon.com/blogs/compute/node-js-24-runtime-now-available-in-aws-lambda/
const takesCallbacks = Number(majorVersion) < 24

const streaming = Symbol.for('aws.lambda.runtime.handler.streaming')
globalThis.awslambda = {
  streamifyResponse: handler => Object.assign(handler, { [streaming]: 'response' }),
  HttpResponseStream: {
    from: (stream, prelude) => {
      stream.setContentType('application/vnd.awslambda.http-integration-response')
      stream.write(`${JSON.stringify(prelude)}${'\0'.repeat(8)}`)
      return stream
    },
  },
}

const lambdaError = (name, message, cause) => Object.assign(new Error(message), { name, stack: cause?.stack ?? '' })

/** @param boundary above which no package.json counts, or nothing */
export const loadHandler = async boundary => {
  const [, file = '', name = ''] = basename(handlerName).match(/^([^.]*)\.(.*)$/) ?? []
  if (!name || handlerName.includes('..')) throw lambdaError('Runtime.MalformedHandlerName', 'Bad handler')
  const path = resolve(root, dirname(handlerName), file)
  const module = await loadModule(path, boundary).catch(error => {
    if (error instanceof SyntaxError) throw lambdaError('Runtime.UserCodeSyntaxError', String(error), error)
    if (error?.code === 'MODULE_NOT_FOUND') throw lambdaError('Runtime.ImportModuleError', String(error), error)
    throw error
  })
  const handler = name.split('.').reduce((inner, key) => inner?.[key], module)
  if (!handler) throw lambdaError('Runtime.HandlerNotFound', `${handlerName} is undefined or not exported`)
  if (typeof handler !== 'function') throw lambdaError('Runtime.HandlerNotFound', `${handlerName} is not a function`)
  if (handler.length > 2 && !handler[streaming] && !takesCallbacks)
    throw lambdaError(
      'Runtime.CallbackHandlerDeprecated',
      'Node.js 24 and later take no handler with a callback; expected an async function of event and context.',
    )
  return handler
}

const loadModule = async (path, boundary) => {
  const require = createRequire(`${path}.js`)
  const [file] = ['', '.js', '.mjs', '.cjs'].map(extension => path + extension).filter(file => isFile(file))
  if (!file) return require(path)
  return file.endsWith('.mjs') || (file.endsWith('.js') && isModule(file, boundary))
    ? import(pathToFileURL(file))
    : require(file)
}

const isFile = file => statSync(file, { throwIfNoEntry: false })?.isFile()

const isModule = (file, boundary) => {
  const manifest = manifestOf(file, boundary)
  try {
    return manifest !== undefined && JSON.parse(readFileSync(manifest, 'utf8')).type === 'module'
  } catch {
    return false
  }
}

/** @param headers of the invocation, as the Runtime API gives them */
export const answer = async (handler, event, headers) => {
  const context = contextOf(headers)
  if (handler[streaming]) return stream(handler, event, context)
  const value = await (takesCallbacks ? firstOf(handler, event, context) : handler(event, context))
  return { body: JSON.stringify(value) ?? 'null', headers: { 'content-type': 'application/json' } }
}

const contextOf = headers => ({
  functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
  functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
  memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
  logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
  logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
  invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
  awsRequestId: headers['lambda-runtime-aws-request-id'],
  clientContext: undefined,
  identity: undefined,
  getRemainingTimeInMillis: () => headers['lambda-runtime-deadline-ms'] - Date.now(),
})

let whenIdle = () => {}
process.on('beforeExit', () => whenIdle())

/**
 * Up to Node.js 22 the first of these counts: the callback, one of succeed, done and fail of the context, or what a promise
 * comes to. What the callback is given waits until the event loop is empty, unless the handler says otherwise.
 */
const firstOf = (handler, event, context) =>
  new Promise((done, fail) => {
    let waits = true
    let isFinished = false
    const finish = succeed => (error, value) => {
      if (isFinished) return
      isFinished = true
      whenIdle = () => {}
      if (error !== undefined && error !== null) fail(error)
      else succeed(value)
    }
    const now = finish(done)
    const callback = finish(value => {
      if (!waits) return done(value)
      whenIdle = () => done(value)
    })
    whenIdle = () =>
      handler.constructor?.name === 'AsyncFunction'
        ? now(
            lambdaError(
              'Runtime.NodeJsExit',
              'The event loop is empty, and the promise of the handler is not settled.',
            ),
          )
        : now(null, null)
    Object.assign(context, { done: now, succeed: value => now(null, value), fail: error => now(error ?? 'handled') })
    Object.defineProperty(context, 'callbackWaitsForEmptyEventLoop', {
      enumerable: true,
      get: () => waits,
      set: value => {
        waits = value
      },
    })
    const returned = handler(event, context, callback)
    if (typeof returned?.then === 'function') returned.then(context.succeed, context.fail)
  })

/** Collected, as Lambda's Invoke gives it. */
const stream = async (handler, event, context) => {
  const chunks = []
  let contentType = 'application/octet-stream'
  const sink = new Writable({ write: (chunk, _, done) => done(void chunks.push(chunk)) })
  sink.setContentType = type => {
    contentType = type
  }
  const returned = handler(event, sink, context)
  if (typeof returned?.then !== 'function') throw new Error('Streaming does not support non-async handlers.')
  await returned
  if (!sink.writableFinished) await new Promise(done => sink.on('finish', done))
  return {
    body: Buffer.concat(chunks),
    headers: { 'content-type': contentType, 'lambda-runtime-function-response-mode': 'streaming' },
  }
}
