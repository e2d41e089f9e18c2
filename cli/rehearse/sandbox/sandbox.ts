import { randomUUID } from 'node:crypto'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import { type Child, startChild } from './child.ts'
import { exitError, timeoutError } from './lambda-error.ts'
import type { Program } from './program.ts'
import { createRuntimeApi } from './runtime-api.ts'
import type { Posted } from './runtime-request.ts'

/** The result of an invocation, as Lambda's Invoke returns it. */
export type InvocationOutcome = { payload: Buffer; functionError?: 'Unhandled'; log: string }

/** One execution environment of a function: a separate process that lives from the first invocation on. */
export type Sandbox = {
  /** One invocation at a time. After `closed` the caller no longer waits for it. */
  invoke(event: string, closed?: AbortSignal): Promise<InvocationOutcome>
  /** False once the process is gone; then a new one is needed, as in Lambda. */
  alive(): boolean
  stop(): void
}

export const createSandbox = (program: Program): Sandbox => {
  const api = createRuntimeApi()
  let log = ''
  let starting: Promise<Child> | undefined
  let child: Child | undefined
  let stopped = false

  const start = async (): Promise<Child> => {
    const environment = { ...program.environment, AWS_LAMBDA_RUNTIME_API: await api.listen() }
    child = startChild({ ...program, environment }, text => {
      log += text
    })
    void child.exited.then(api.close)
    if (stopped) child.stop()
    return child
  }

  const stop = () => {
    stopped = true
    child?.stop()
  }

  const alive = () => !stopped && (child?.alive() ?? true)

  const invoke = async (event: string, closed?: AbortSignal): Promise<InvocationOutcome> => {
    log = ''
    const requestId = randomUUID()
    const startedAt = performance.now()
    if (closed?.aborted) stop()
    closed?.addEventListener('abort', stop, { once: true })
    starting ??= start()
    const running = await starting
    const posted = await exchange(event, requestId, running)
    closed?.removeEventListener('abort', stop)
    if ('late' in posted) stop()
    // its last output comes through another pipe, and a failed runtime may be about to exit
    await within<unknown>(0.1, [api.idle(), running.exited], undefined)
    await nextTurn()
    if ('broken' in posted) stop()
    return outcome(posted, tail(requestId, performance.now() - startedAt))
  }

  const exchange = async (event: string, requestId: string, { exited }: Child): Promise<Posted & Fate> => {
    const { arn, timeoutSeconds } = program
    const late = { error: timeoutError(requestId, timeoutSeconds), late: true as const }
    const gone = exited.then(exit => ({ error: exitError(requestId, exit), broken: true as const }))
    const failed = api.initialized.then(error => error && { error, broken: true as const })
    const notStarted = await within<(Posted & Fate) | undefined>(initSeconds + timeoutSeconds, [failed, gone], late)
    if (notStarted) return notStarted
    const answered = api.invoke({ requestId, event, arn, timeoutMs: timeoutSeconds * 1_000 })
    return within<Posted & Fate>(timeoutSeconds, [answered, gone], late)
  }

  // as Lambda's own lines around the function's, in the text format
  const tail = (requestId: string, durationMs: number) =>
    `START RequestId: ${requestId} Version: ${program.version}\n${log}${log && !log.endsWith('\n') ? '\n' : ''}` +
    `END RequestId: ${requestId}\nREPORT RequestId: ${requestId}\tDuration: ${durationMs.toFixed(2)} ms\n`

  return { invoke, stop, alive }
}

/** A process that is busy, or that did not start, takes no other invocation. */
type Fate = { late?: true; broken?: true }

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib */
const initSeconds = 10

const within = async <T>(seconds: number, promises: Promise<T>[], late: T): Promise<T> => {
  const over = new AbortController()
  const timer = sleep(seconds * 1_000, late, { signal: over.signal }).catch(() => late)
  try {
    return await Promise.race([...promises, timer])
  } finally {
    over.abort()
  }
}

const outcome = (posted: Posted, log: string): InvocationOutcome =>
  'error' in posted
    ? { payload: Buffer.from(JSON.stringify(posted.error)), functionError: 'Unhandled', log }
    : { payload: posted.payload, log }
