import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Duplex } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { lambdaEnvironment } from '../../../../cli/rehearse/sandbox/environment.ts'
import type { Program } from '../../../../cli/rehearse/sandbox/program.ts'
import { createRuntimeApi } from '../../../../cli/rehearse/sandbox/runtime-api.ts'
import { createSandbox } from '../../../../cli/rehearse/sandbox/sandbox.ts'

const root = mkdtempSync(join(tmpdir(), 'sandbox-'))
const runtimes = fileURLToPath(new URL('../../../../cli/rehearse/sandbox/runtime/', import.meta.url))
const missing = join(root, 'missing')
let count = 0
const users = { ...process.env, AWS_PROFILE: 'production', AWS_ACCESS_KEY_ID: 'AKIAMINE', GITHUB_TOKEN: 'secret' }

/** A function of the given files; `handler` is index.handler of a nodejs24.x function unless given. */
const program = (
  files: Record<string, string>,
  options: Partial<Program> & { runtime?: string; handler?: string } = {},
) => {
  const folder = join(root, String(count++), 'code')
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  const { runtime = 'nodejs24.x', handler = 'index.handler' } = options
  const lambda = {
    region: 'eu-west-1',
    name: 'Site',
    version: '2',
    memoryMegabytes: 256,
    endpointUrl: 'http://127.0.0.1:9',
  }
  return {
    ...lambda,
    arn: 'arn:aws:lambda:eu-west-1:123456789012:function:Site:2',
    command: runtime.startsWith('python')
      ? ['python3', `${runtimes}python.py`, missing]
      : [process.execPath, `${runtimes}node.mjs`, missing, folder, ''],
    folder,
    environment: lambdaEnvironment({ ...lambda, root: folder, handler, runtime }, { MINE: 'yes' }, users),
    timeoutSeconds: 10,
    ...options,
  }
}

const invoke = async (...args: Parameters<typeof program>) => {
  const sandbox = createSandbox(program(...args))
  const { payload, functionError, log } = await sandbox.invoke('{"n":1}')
  sandbox.stop()
  return { payload: payload.toString(), functionError, log }
}

const node = suite('a Node.js function')

for (const [title, files, handler] of [
  ['an ES module in index.mjs', { 'index.mjs': 'export const handler = async event => event' }],
  [
    'an ES module in index.js by its package.json',
    { 'index.js': 'export const handler = async event => event', 'package.json': '{"type":"module"}' },
  ],
  ['CommonJS in index.js', { 'index.js': 'exports.handler = async event => event' }],
  ['CommonJS in index.cjs', { 'index.cjs': 'exports.handler = async event => event' }],
  [
    'CommonJS below a package.json of ES modules that is not deployed',
    {
      'index.js': "exports.handler = async event => require('./lib/a.js')(event)",
      'lib/a.js': 'module.exports = it => it',
      '../package.json': '{"type":"module"}',
    },
  ],
  [
    'CommonJS that an ES module imports, below a package.json that is not deployed',
    {
      'index.mjs': "import a from './a.js'\nexport const handler = async event => a(event)",
      'a.js': 'module.exports = it => it',
      '../package.json': '{"type":"module"}',
    },
  ],
  ['a handler that is not async', { 'index.js': 'exports.handler = event => event' }],
  ['a handler in a folder', { 'src/app.js': 'exports.run = async event => event' }, 'src/app.run'],
  ['a handler within an object', { 'app.js': 'exports.api = { get: async event => event }' }, 'app.api.get'],
] as const)
  node(`runs ${title}`, async () => {
    const { payload, functionError } = await invoke({ ...files } as Record<string, string>, handler ? { handler } : {})
    assert.equal([payload, functionError], ['{"n":1}', undefined])
  })

for (const [title, code, payload] of [
  ['nothing is null', 'export const handler = async () => {}', 'null'],
  ['text is a JSON string', "export const handler = async () => 'hi'", '"hi"'],
  [
    'a stream is its prelude, 8 NUL bytes and the body',
    "export const handler = awslambda.streamifyResponse(async (_, stream) => { const s = awslambda.HttpResponseStream.from(stream, { statusCode: 200 }); s.write('he'); s.end('llo') })",
    '{"statusCode":200}\0\0\0\0\0\0\0\0hello',
  ],
] as const)
  node(title, async () => {
    assert.equal((await invoke({ 'index.mjs': code })).payload, payload)
  })

for (const [title, files, errorType, errorMessage] of [
  ['throws on start-up', { 'index.mjs': "throw new TypeError('no')" }, 'TypeError', /^no$/],
  [
    'throws on a request',
    { 'index.mjs': "export const handler = async () => { throw new RangeError('no') }" },
    'RangeError',
    /^no$/,
  ],
  ['throws a string', { 'index.mjs': "export const handler = async () => { throw 'no' }" }, 'string', /^no$/],
  [
    'misses a module',
    { 'index.js': "require('nothing-of-the-kind')" },
    'Runtime.ImportModuleError',
    /nothing-of-the-kind/,
  ],
  ['has no such file', { 'other.js': '' }, 'Runtime.ImportModuleError', /index/],
  [
    'has no such export',
    { 'index.mjs': 'export const other = 1' },
    'Runtime.HandlerNotFound',
    /^index.handler is undefined or not exported$/,
  ],
  [
    'exports its handler within a default export',
    { 'index.mjs': 'export default { handler: async event => event }' },
    'Runtime.HandlerNotFound',
    /^index.handler is undefined or not exported$/,
  ],
  [
    'exports no function',
    { 'index.mjs': 'export const handler = 1' },
    'Runtime.HandlerNotFound',
    /^index.handler is not a function$/,
  ],
  ['cannot be parsed', { 'index.js': 'exports.handler = (' }, 'Runtime.UserCodeSyntaxError', /SyntaxError/],
  [
    'takes a callback on Node.js 24',
    { 'index.js': 'exports.handler = (event, context, done) => done(null, 1)' },
    'Runtime.CallbackHandlerDeprecated',
    /callback/,
  ],
  [
    'exits',
    { 'index.mjs': 'export const handler = async () => process.exit(3)' },
    'Runtime.ExitError',
    /exit status 3$/,
  ],
  ['exits on start-up', { 'index.mjs': 'process.exit(0)' }, 'Runtime.ExitError', /without providing a reason$/],
  [
    'is killed',
    { 'index.mjs': "export const handler = async () => process.kill(process.pid, 'SIGKILL')" },
    'Runtime.ExitError',
    /signal: kill/,
  ],
  [
    'leaves a rejection unhandled',
    { 'index.mjs': "export const handler = () => new Promise(() => void Promise.reject(new Error('lost')))" },
    'Runtime.UnhandledPromiseRejection',
    /^Error: lost$/,
  ],
  [
    'throws an uncaught error',
    { 'index.mjs': "export const handler = () => new Promise(() => setTimeout(() => { throw new Error('late') }))" },
    'Error',
    /^late$/,
  ],
  [
    'answers more than 6 MB',
    { 'index.mjs': "export const handler = async () => 'x'.repeat(7e6)" },
    'Function.ResponseSizeTooLarge',
    /6291556 bytes/,
  ],
] as const)
  node(`that ${title} is ${errorType}`, async () => {
    const { payload, functionError } = await invoke({ ...files } as Record<string, string>)
    const error = JSON.parse(payload)
    assert.equal([functionError, error.errorType], ['Unhandled', errorType])
    assert.match(error.errorMessage, errorMessage)
  })

for (const [title, code, payload] of [
  ['calls back', '(event, context, done) => setTimeout(() => done(null, event.n))', '1'],
  ['calls back with an error', "(event, context, done) => done(new RangeError('no'))", /"RangeError"/],
  ['succeeds by its context', '(event, context) => setTimeout(() => context.succeed(event.n))', '1'],
  ['is done by its context', '(event, context) => context.done(null, event.n)', '1'],
  ['fails by its context', "(event, context) => context.fail(new RangeError('no'))", /"RangeError"/],
  ['is async and calls back', 'async (event, context, done) => { done(null, event.n) }', '1'],
  ['is async and succeeds by its context', 'async (event, context) => { context.succeed(event.n) }', '1'],
  ['calls back twice', '(event, context, done) => { done(null, 1); done(null, 2) }', '1'],
  ['returns a promise and takes a callback', '(event, context, done) => Promise.resolve(event.n)', '1'],
  ['returns a value without a promise', 'event => event.n', 'null'],
  ['never calls back', '(event, context, done) => {}', 'null'],
  ['is async and never settles', 'async () => new Promise(() => {})', /"Runtime.NodeJsExit"/],
  [
    'calls back before its work is done',
    '(event, context, done) => { let n = 1; setTimeout(() => n = 2, 5); done(null, { get n() { return n } }) }',
    '{"n":2}',
  ],
  [
    'calls back and waits for nothing else',
    '(event, context, done) => { context.callbackWaitsForEmptyEventLoop = false; setInterval(() => {}, 9e9); done(null, 1) }',
    '1',
  ],
] as const)
  node(`of Node.js 22 that ${title} answers as in Lambda`, async () => {
    const answered = await invoke({ 'index.js': `exports.handler = ${code}` }, { runtime: 'nodejs22.x' })
    if (typeof payload === 'string') assert.is(answered.payload, payload)
    else assert.match(answered.payload, payload)
  })

node('of Node.js 24 has no callbacks in its context', async () => {
  const code = 'exports.handler = async (event, { succeed, done, fail }) => [succeed, done, fail].map(it => typeof it)'
  assert.is((await invoke({ 'index.js': code })).payload, '["undefined","undefined","undefined"]')
})

node('may write what it likes to any descriptor', async () => {
  const code = `import { writeSync } from 'node:fs'
    export const handler = async () => {
      for (const descriptor of [1, 2, 3]) writeSync(descriptor, '{"payload":5}\\nno JSON\\n\\u0000')
      return 'fine'
    }`
  assert.is((await invoke({ 'index.mjs': code })).payload, '"fine"')
})

node('that takes too long is Sandbox.Timedout, and its process is gone', async () => {
  const sandbox = createSandbox(
    program(
      { 'index.mjs': 'export const handler = () => new Promise(() => setInterval(() => {}, 9e9))' },
      { timeoutSeconds: 0.2 },
    ),
  )
  const { payload, functionError } = await sandbox.invoke('{}')
  assert.is(functionError, 'Unhandled')
  assert.match(JSON.parse(payload.toString()).errorMessage, /Task timed out after 0.20 seconds$/)
  assert.is(sandbox.alive(), false)
})

node('whose runtime does not start is Runtime.ExitError', async () => {
  const sandbox = createSandbox({ ...program({}), folder: root, command: ['no-such-program'] })
  const { payload } = await sandbox.invoke('{}')
  assert.match(JSON.parse(payload.toString()).errorMessage, /Runtime exited with error: spawn no-such-program ENOENT/)
})

node('keeps its state from one request to the next', async () => {
  const sandbox = createSandbox(program({ 'index.mjs': 'let n = 0\nexport const handler = async () => ++n' }))
  const answers = [await sandbox.invoke('{}'), await sandbox.invoke('{}')]
  sandbox.stop()
  assert.equal(
    answers.map(({ payload }) => payload.toString()),
    ['1', '2'],
  )
})

node('knows itself by its context', async () => {
  const code = `export const handler = async (event, { functionName, functionVersion, invokedFunctionArn, memoryLimitInMB, getRemainingTimeInMillis }) =>
    [functionName, functionVersion, invokedFunctionArn, memoryLimitInMB, getRemainingTimeInMillis() > 9000]`
  assert.equal(JSON.parse((await invoke({ 'index.mjs': code })).payload), [
    'Site',
    '2',
    'arn:aws:lambda:eu-west-1:123456789012:function:Site:2',
    '256',
    true,
  ])
})

node('sees its own variables and Lambda’s, and nothing of the user’s', async () => {
  const { payload } = await invoke({ 'index.mjs': 'export const handler = async () => process.env' })
  const seen = JSON.parse(payload)
  assert.equal(
    [seen.MINE, seen.AWS_LAMBDA_FUNCTION_NAME, seen.AWS_EXECUTION_ENV, seen.AWS_REGION, seen.AWS_ACCESS_KEY_ID],
    ['yes', 'Site', 'AWS_Lambda_nodejs24.x', 'eu-west-1', 'REHEARSAL'],
  )
  for (const name of ['AWS_PROFILE', 'GITHUB_TOKEN', 'HOME', 'NODE_OPTIONS', 'npm_config_registry'])
    assert.not.ok(name in seen, name)
})

node('has its last words in the log, between those of Lambda', async () => {
  const code = "console.log('starting'); console.error('worse'); throw new Error('no')"
  const lines = (await invoke({ 'index.mjs': code })).log.split('\n')
  assert.match(lines[0] ?? '', /^START RequestId: \S+ Version: 2$/)
  assert.ok(lines.includes('starting') && lines.includes('worse'))
  assert.match(lines.at(-2) ?? '', /^REPORT RequestId/)
})

node('says in its log why the runtime does not take its handler', async () => {
  const { log } = await invoke({ 'index.mjs': 'export const other = 1' })
  assert.match(
    log,
    /\nERROR Uncaught Exception Runtime\.HandlerNotFound: index\.handler is undefined or not exported\n/,
  )
})

node('has nothing in its log but what it wrote', async () => {
  const { log } = await invoke({ 'index.mjs': "console.log('mine'); export const handler = async () => 1" })
  assert.match(log, /^START .*\nmine\nEND .*\nREPORT .*\n$/)
})

node('is stopped when its caller no longer waits', async () => {
  const sandbox = createSandbox(
    program({ 'index.mjs': 'export const handler = () => new Promise(() => setInterval(() => {}, 9e9))' }),
  )
  const gone = new AbortController()
  setTimeout(() => gone.abort(), 200)
  const { functionError } = await sandbox.invoke('{}', gone.signal)
  assert.equal([functionError, sandbox.alive()], ['Unhandled', false])
})

/** Starts a function, lets go of it while it is at work, and waits for its end. */
const abandon = async (...args: Parameters<typeof program>) => {
  const { command, folder, environment, arn } = program(...args)
  const api = createRuntimeApi()
  const env = { ...environment, AWS_LAMBDA_RUNTIME_API: await api.listen() }
  const [file = '', ...rest] = command
  const child = spawn(file, rest, { cwd: folder, env, stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  await api.initialized
  void api.invoke({ requestId: '1', event: '{}', arn, timeoutMs: 9e6 })
  const lifeline = child.stdio[3] as Duplex
  lifeline.destroy()
  await once(child, 'exit')
  await api.close()
}

node('ends with the rehearsal, in the middle of its work', async () => {
  await abandon({ 'index.mjs': 'export const handler = () => new Promise(() => setInterval(() => {}, 9e9))' })
})

node.run()

const python = suite('a Python function')
python.after(() => rmSync(root, { recursive: true }))
const fact = spawnSync('python3', ['--version']).status === 0 ? python : python.skip
const pythonProgram = { runtime: 'python3.13', handler: 'app.handler' }

for (const [title, code, payload] of [
  ['answers', 'def handler(event, context):\n    return {"n": event["n"] + 1}', '{"n": 2}'],
  ['knows its context', 'def handler(event, context):\n    return context.function_name', '"Site"'],
  ['returns nothing', 'def handler(event, context):\n    pass', 'null'],
  ['returns bytes', 'def handler(event, context):\n    return b"[1]"', '[1]'],
  ['returns decimals', 'import decimal\ndef handler(event, context):\n    return decimal.Decimal("1.5")', '1.5'],
  [
    'sets the format of the root logger',
    'import logging\nlogging.getLogger().handlers[0].setFormatter(logging.Formatter("%(message)s"))\ndef handler(event, context):\n    return 1',
    '1',
  ],
  [
    'writes to any descriptor',
    'import os\ndef handler(event, context):\n    [os.write(n, b"\\0{") for n in (1, 2)]\n    return 1',
    '1',
  ],
] as const)
  fact(title, async () => {
    assert.is((await invoke({ 'app.py': code }, pythonProgram)).payload, payload)
  })

for (const [title, code, errorType] of [
  ['throws on start-up', 'raise ValueError("no")', 'ValueError'],
  ['throws on a request', 'def handler(event, context):\n    raise KeyError("no")', 'KeyError'],
  ['misses a module', 'import nothing_of_the_kind', 'Runtime.ImportModuleError'],
  ['has no such function', 'x = 1', 'Runtime.HandlerNotFound'],
  ['cannot be parsed', 'def (', 'Runtime.UserCodeSyntaxError'],
  ['returns what is not JSON', 'def handler(event, context):\n    return {1, 2}', 'Runtime.MarshalError'],
  ['exits', 'import sys\ndef handler(event, context):\n    sys.exit(1)', 'Runtime.ExitError'],
] as const)
  fact(`that ${title} is ${errorType}`, async () => {
    const { payload, functionError } = await invoke({ 'app.py': code }, pythonProgram)
    assert.equal([functionError, JSON.parse(payload).errorType], ['Unhandled', errorType])
  })

fact('ends with the rehearsal, in the middle of its work', async () => {
  await abandon({ 'app.py': 'import time\ndef handler(event, context):\n    time.sleep(9e6)' }, pythonProgram)
})

python.run()
