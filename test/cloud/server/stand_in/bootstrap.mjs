// One version of a function. Each line of standard input is an invocation; what the function prints is its log,
// and a line that begins with the invocation's mark is its answer.
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'

const { _HANDLER: name, LAMBDA_TASK_ROOT: root, AWS_LAMBDA_LOG_FORMAT: logFormat } = process.env
const write = process.stdout.write.bind(process.stdout)
let requestId = ''

const initError = (type, message) => Object.assign(new Error(message), { name: type })

const isModule = file => {
  const manifest = join(root, 'package.json')
  return (
    file.endsWith('.mjs') ||
    (file.endsWith('.js') && existsSync(manifest) && JSON.parse(readFileSync(manifest)).type === 'module')
  )
}

const load = async () => {
  const dot = name.lastIndexOf('.')
  const path = join(root, name.slice(0, dot))
  const file = ['.js', '.mjs', '.cjs'].map(extension => path + extension).find(existsSync)
  if (!file) throw initError('Runtime.ImportModuleError', `Error: Cannot find module '${name.slice(0, dot)}'`)
  const module = await importFile(file).catch(error => {
    if (error instanceof SyntaxError) throw initError('Runtime.UserCodeSyntaxError', `SyntaxError: ${error.message}`)
    if (/MODULE_NOT_FOUND/.test(error?.code)) throw initError('Runtime.ImportModuleError', `Error: ${error.message}`)
    throw error
  })
  const handler = module[name.slice(dot + 1)] ?? module.default?.[name.slice(dot + 1)]
  if (typeof handler !== 'function') throw initError('Runtime.HandlerNotFound', `${name} is undefined or not exported`)
  return handler
}

const importFile = async file => (isModule(file) ? import(pathToFileURL(file)) : createRequire(file)(file))

const errorOf = error =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: String(error.stack).split('\n') }
    : { errorType: typeof error, errorMessage: String(error), trace: [] }

// Lambda's JSON log format, for what a function prints with console
if (logFormat === 'JSON')
  for (const [method, level] of Object.entries({
    log: 'INFO',
    info: 'INFO',
    warn: 'WARN',
    error: 'ERROR',
    debug: 'DEBUG',
  }))
    console[method] = (...values) => {
      const message =
        values.length === 1
          ? values[0]
          : values.map(value => (typeof value === 'string' ? value : JSON.stringify(value))).join(' ')
      write(`${JSON.stringify({ timestamp: new Date().toISOString(), level, requestId, message })}\n`)
    }

const loading = load()
loading.catch(() => {})

for await (const line of createInterface({ input: process.stdin })) {
  const { mark, payload, timeout, ...invocation } = JSON.parse(line)
  requestId = invocation['invoke-id']
  const endMs = performance.now() + timeout * 1000
  const context = {
    awsRequestId: requestId,
    invokedFunctionArn: invocation['invoked-function-arn'],
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, endMs - performance.now()),
  }
  const answer = await loading
    .then(handler => handler(JSON.parse(payload), context))
    .then(
      value => ({ isError: false, payload: JSON.stringify(value) ?? 'null' }),
      error => {
        write(`ERROR ${error?.stack ?? error}\n`)
        return { isError: true, payload: JSON.stringify(errorOf(error)) }
      },
    )
  write(`${mark}${JSON.stringify(answer)}\n`)
}
