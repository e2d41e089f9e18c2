import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { LambdaError } from './lambda-error.ts'
import { type Loopback, listen } from './loopback.ts'
import { accept, errorOf, isRuntime, type Posted, postedOf, read, refuse } from './runtime-request.ts'

/** One invocation as the runtime gets it. */
export type Invocation = { requestId: string; event: string; arn: string; timeoutMs: number }

/** The Runtime API of one execution environment. Whatever a runtime sends, it is answered and never throws. */
export type RuntimeApi = {
  /** Starts to listen; gives the value of AWS_LAMBDA_RUNTIME_API. */
  listen(): Promise<string>
  /** Settles when the runtime waits for its first invocation, or with the reason why it does not start. */
  initialized: Promise<LambdaError | undefined>
  /** One invocation at a time. */
  invoke(invocation: Invocation): Promise<Posted>
  /** Settles when the runtime waits for an invocation again. */
  idle(): Promise<void>
  close(): Promise<void>
}

type Open = Invocation & { settle(posted: Posted): void }

/** https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html */
export const createRuntimeApi = (): RuntimeApi => {
  const init = deferred<LambdaError | undefined>()
  let idle = deferred<void>()
  let next: ServerResponse | undefined
  let pending: Open | undefined
  let open: Open | undefined
  let loopback: Promise<Loopback> | undefined

  const handOver = () => {
    if (!next || !pending) return
    open = pending
    const { requestId, event, arn, timeoutMs } = pending
    next
      .writeHead(200, {
        'content-type': 'application/json',
        'lambda-runtime-aws-request-id': requestId,
        'lambda-runtime-deadline-ms': String(Date.now() + timeoutMs),
        'lambda-runtime-invoked-function-arn': arn,
        'lambda-runtime-trace-id': 'Root=1-00000000-000000000000000000000000;Sampled=0',
      })
      .end(event)
    next = pending = undefined
    idle = deferred<void>()
  }

  const answerNext = (response: ServerResponse) => {
    if (open) return refuse(response, 403, 'InvalidStateTransition')
    next?.destroy()
    next = response
    response.on('close', () => {
      if (next === response) next = undefined
    })
    init.settle(undefined)
    idle.settle()
    handOver()
  }

  const answerPost = async (request: IncomingMessage, response: ServerResponse, id: string, kind: string) => {
    const body = await read(request)
    if (!open || open.requestId !== id) return refuse(response, 400, 'InvalidRequestID')
    open.settle(postedOf(kind, request, body))
    open = undefined
    if (body) accept(response)
    else refuse(response, 413, 'RequestEntityTooLarge')
  }

  const answer = async (request: IncomingMessage, response: ServerResponse, server: Server) => {
    if (!isRuntime(request, server)) return refuse(response, 403, 'Forbidden')
    const { method, url = '' } = request
    if (method === 'GET' && url === `${root}/invocation/next`) return answerNext(response)
    const [, id = '', kind = ''] = url.match(/^\/2018-06-01\/runtime\/invocation\/([^/]+)\/(response|error)$/) ?? []
    if (method === 'POST' && id) return answerPost(request, response, id, kind)
    if (method !== 'POST' || url !== `${root}/init/error`) return refuse(response, 404, 'NotFound')
    init.settle(errorOf(request, await read(request)))
    accept(response)
  }

  return {
    initialized: init.promise,
    async listen() {
      // a runtime keeps its connection for as long as a function takes
      const server = createServer({ keepAliveTimeout: 0, requestTimeout: 0 })
      server.on('request', (request, response) => {
        // a runtime that dies while it sends
        answer(request, response, server).catch(() => response.destroy())
      })
      loopback = listen(server)
      return new URL((await loopback).url).host
    },
    invoke: invocation =>
      new Promise(settle => {
        pending = { ...invocation, settle }
        handOver()
      }),
    idle: () => idle.promise,
    close: async () => (await loopback)?.close(),
  }
}

const root = '/2018-06-01/runtime'

type Deferred<T> = { promise: Promise<T>; settle(value: T): void }

const deferred = <T>(): Deferred<T> => {
  let settle: (value: T) => void = () => {}
  const promise = new Promise<T>(done => {
    settle = done
  })
  return { promise, settle }
}
