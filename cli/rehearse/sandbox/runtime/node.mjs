// Runs one Lambda function as the managed Node.js runtime does: a client of Lambda's Runtime API, in a separate process,
// so that what the function does to its process stays there. What it imitates:
// https://github.com/aws/aws-lambda-nodejs-runtime-interface-client

import { realpathSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { Socket } from 'node:net'
import { delimiter, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { answer, loadHandler } from './node-handler.mjs'
import { watchModules } from './node-modules.mjs'
import { watchNetwork } from './node-network.mjs'

const { AWS_LAMBDA_RUNTIME_API = '', LAMBDA_TASK_ROOT: codeFolder = '.' } = process.env
const [host, port] = AWS_LAMBDA_RUNTIME_API.split(':')
const agent = new Agent({ keepAlive: true, maxSockets: 1 })

const call = (method, path, body, headers) =>
  new Promise((done, fail) => {
    const options = { host, port, agent, method, path: `/2018-06-01/runtime/${path}`, headers }
    request(options, response => {
      const chunks = []
      response
        .on('data', chunk => chunks.push(chunk))
        .on('end', () => done({ headers: response.headers, body: Buffer.concat(chunks).toString() }))
        .on('error', fail)
    })
      .on('error', fail)
      .end(body)
  }).catch(() => process.exit())

const postError = (path, { errorType, errorMessage, trace }) =>
  call('POST', path, JSON.stringify({ errorType, errorMessage, trace }), {
    'lambda-runtime-function-error-type': errorType.replace(/[^\w.]/g, ''),
  })

// as the managed runtime does it, though not as one line of JSON
const logged = (what, error) => {
  const lines = String(error instanceof Error ? error.stack || error : error).split('\n')
  const own = lines.filter(line => !/^ +at /.test(line) || !notTheirs.some(part => line.includes(part)))
  const text = own
    .join('\n')
    .replaceAll(`${pathToFileURL(codeFolder)}/`, '')
    .replaceAll(`${resolve(codeFolder)}/`, '')
  process.stderr.write(`ERROR ${what} ${text}\n`)
  return formatted(error)
}
const notTheirs = ['node:internal', new URL('.', import.meta.url).href, 'new Promise (<anonymous>)']

const formatted = error =>
  error instanceof Error
    ? { errorType: String(error.name), errorMessage: String(error.message), trace: String(error.stack).split('\n') }
    : { errorType: typeof error, errorMessage: String(error), trace: [] }

/** Where an uncaught error is reported. */
let errorPath = 'init/error'

const reportUncaught = async error => {
  await postError(errorPath, logged('Uncaught Exception', error))
  process.exit(129)
}

const reportUnhandled = async error => {
  const { errorType, errorMessage, trace } = logged('Unhandled Promise Rejection', error)
  const text = error instanceof Error ? `${errorType}: ${errorMessage}` : errorMessage
  await postError(errorPath, { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: text, trace })
  process.exit(128)
}

const serve = async () => {
  const handler = await loadHandler(root).catch(async error => {
    await postError(errorPath, logged('Uncaught Exception', error))
    process.exit(1)
  })
  for (;;) {
    const { headers, body } = await call('GET', 'invocation/next')
    const path = `invocation/${headers['lambda-runtime-aws-request-id']}`
    errorPath = `${path}/error`
    await answer(handler, JSON.parse(body), headers).then(
      response => call('POST', `${path}/response`, response.body, response.headers),
      error => postError(errorPath, logged('Invoke Error', error)),
    )
  }
}

// without the rehearsal, exit; unreferenced, as an empty event loop has a meaning
const lifeline = new Socket({ fd: 3 })
for (const end of ['end', 'error', 'close']) lifeline.on(end, () => process.exit())
lifeline.resume().unref()

process.on('uncaughtException', reportUncaught)
process.on('unhandledRejection', reportUnhandled)
// FILE of notes, ROOT of what is deployed or nothing, LAYERS, FOLDERs that may have what the runtime brings along
const [notes, given, layers = '', ...folders] = process.argv.splice(2)
// as Node.js names the files below it
const root = given && realpathSync(given)
watchModules({ file: notes, root, layers: layers.split(delimiter).filter(Boolean), folders })
watchNetwork(notes)
void serve()
