import { once } from 'node:events'
import { connect } from 'node:net'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createRuntimeApi } from '../../../../cli/rehearse/sandbox/runtime-api.ts'
import type { Posted } from '../../../../cli/rehearse/sandbox/runtime-request.ts'

const invocation = {
  requestId: 'r-1',
  event: '{"n":1}',
  arn: 'arn:aws:lambda:eu-west-1:1:function:Site:2',
  timeoutMs: 9e6,
}

/** The Runtime API with one invocation under way, whose request ID is r-1. */
const serving = async () => {
  const api = createRuntimeApi()
  const host = await api.listen()
  const call = (path: string, init: RequestInit = {}) => fetch(`http://${host}/2018-06-01/runtime/${path}`, init)
  const posted = api.invoke(invocation)
  const next = await call('invocation/next')
  const post = (path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    call(path, { method: 'POST', body, headers })
  return { api, host, call, post, posted, next }
}

const textOf = (posted: Posted): string =>
  'payload' in posted ? posted.payload.toString() : `${posted.error.errorType}: ${posted.error.errorMessage}`

const api = suite('the Runtime API')

api('hands an invocation over with what is known of it', async () => {
  const { api, next } = await serving()
  assert.is(await next.text(), invocation.event)
  assert.is(next.headers.get('lambda-runtime-aws-request-id'), 'r-1')
  assert.is(next.headers.get('lambda-runtime-invoked-function-arn'), invocation.arn)
  assert.ok(Number(next.headers.get('lambda-runtime-deadline-ms')) > Date.now())
  await api.close()
})

for (const [title, path, body, headers, outcome] of [
  ['a response', 'invocation/r-1/response', '{"a":1}', {}, '{"a":1}'],
  ['a response that is not JSON', 'invocation/r-1/response', '\0{', {}, '\0{'],
  ['an error', 'invocation/r-1/error', '{"errorType":"E","errorMessage":"no"}', {}, 'E: no'],
  [
    'an error that is not JSON',
    'invocation/r-1/error',
    'oh dear',
    { 'lambda-runtime-function-error-type': 'Runtime.Own' },
    'Runtime.Own: oh dear',
  ],
  ['an error of other types', 'invocation/r-1/error', '{"errorType":5,"errorMessage":[]}', {}, 'Runtime.Unknown: '],
] as const)
  api(`takes ${title}`, async () => {
    const { api, post, posted } = await serving()
    assert.is((await post(path, body, headers)).status, 202)
    assert.is(textOf(await posted), outcome)
    await api.close()
  })

api('takes no response that is larger than Lambda takes', async () => {
  const { api, post, posted } = await serving()
  assert.is((await post('invocation/r-1/response', 'x'.repeat(7e6))).status, 413)
  assert.match(textOf(await posted), /^Function.ResponseSizeTooLarge: .*6291556 bytes/)
  await api.close()
})

api('knows a streamed response that failed after it had begun', async () => {
  const { api, host, posted } = await serving()
  const { port } = new URL(`http://${host}`)
  const socket = connect(Number(port), '127.0.0.1')
  const body = Buffer.from('{"errorType":"E","errorMessage":"midway"}').toString('base64')
  socket.write(
    `POST /2018-06-01/runtime/invocation/r-1/response HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: chunked\r\n` +
      `Trailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body\r\n\r\n2\r\nhe\r\n0\r\n` +
      `Lambda-Runtime-Function-Error-Type: E\r\nLambda-Runtime-Function-Error-Body: ${body}\r\n\r\n`,
  )
  assert.is(textOf(await posted), 'E: midway')
  socket.destroy()
  await api.close()
})

for (const [title, path, init, status] of [
  ['the response of another invocation', 'invocation/r-2/response', { method: 'POST', body: '1' }, 400],
  ['a second invocation while one is under way', 'invocation/next', {}, 403],
  ['a path that it does not have', 'invocation/../../x', {}, 404],
  [
    'what a web page sends',
    'invocation/r-1/response',
    { method: 'POST', body: '1', headers: { origin: 'http://a' } },
    403,
  ],
] as const)
  api(`refuses ${title}`, async () => {
    const { api, call, post, posted } = await serving()
    assert.is((await call(path, init)).status, status)
    await post('invocation/r-1/response', '"still"')
    assert.is(textOf(await posted), '"still"')
    await api.close()
  })

api('survives what is not HTTP', async () => {
  const { api, host, post, posted } = await serving()
  const { port } = new URL(`http://${host}`)
  const socket = connect(Number(port), '127.0.0.1').on('error', () => {})
  socket.end('\0\u0001 garbage\r\n\r\n')
  await once(socket.resume(), 'close')
  await post('invocation/r-1/response', '1')
  assert.is(textOf(await posted), '1')
  await api.close()
})

for (const body of ['{"errorType":"E","errorMessage":"no"}', 'garbage'])
  api(`learns that a runtime does not start by ${body}`, async () => {
    const api = createRuntimeApi()
    const host = await api.listen()
    const headers = { 'lambda-runtime-function-error-type': 'E' }
    await fetch(`http://${host}/2018-06-01/runtime/init/error`, { method: 'POST', body, headers })
    assert.is((await api.initialized)?.errorType, 'E')
    await api.close()
  })

api.run()
