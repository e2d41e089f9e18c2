import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Message, startChild } from './child.ts'
import { exitError, timeoutError, tooLarge } from './lambda-error.ts'
import type { Program } from './program.ts'

/** What an invocation came to, as Lambda's Invoke tells it. */
export type InvocationOutcome = { payload: Buffer; functionError?: 'Unhandled'; log: string }

/** One execution environment of a function: a process of its own that lives from the first invocation on. */
export type Sandbox = {
  /** One invocation at a time. After `closed` nobody waits for it any more. */
  invoke(event: string, closed?: AbortSignal): Promise<InvocationOutcome>
  /** False once the process is gone; then a new one is due, as in Lambda. */
  alive(): boolean
  stop(): void
}

export const createSandbox = (program: Program): Sandbox => {
  let log = ''
  const child = startChild(program, text => {
    log += text
  })
  let ready: Promise<Message | undefined> | undefined

  const invoke = async (event: string, closed?: AbortSignal): Promise<InvocationOutcome> => {
    log = ''
    const requestId = randomUUID()
    const startedAt = performance.now()
    closed?.addEventListener('abort', child.stop, { once: true })
    ready ??= child.receive()
    const message = await exchange(event, requestId)
    closed?.removeEventListener('abort', child.stop)
    // a process that has failed is not used again, and what it wrote last is worth waiting for
    if (!message || message.error) await Promise.race([child.exited, sleep(100)])
    else await sleep(1) // its log comes by another pipe
    if (!message || message.stop) child.stop()
    const ended = message ?? { error: exitError(requestId, await child.exited) }
    return outcome(ended, tail(requestId, performance.now() - startedAt))
  }

  const exchange = async (event: string, requestId: string): Promise<Message | undefined> => {
    const started = await within(initSeconds + program.timeoutSeconds, ready)
    if (!started?.ready) return started
    child.send({ event, context: context(program, requestId) })
    return within(program.timeoutSeconds, child.receive())
  }

  const within = async (
    seconds: number,
    message: Promise<Message | undefined> | undefined,
  ): Promise<Message | undefined> => {
    const over = new AbortController()
    const timeout: Message = { error: timeoutError(program), stop: true }
    const timedOut = sleep(seconds * 1_000, timeout, { signal: over.signal }).catch(() => undefined)
    try {
      return await Promise.race([message, timedOut])
    } finally {
      over.abort()
    }
  }

  // as Lambda's own lines around the function's, in the text format
  const tail = (requestId: string, durationMs: number) =>
    `START RequestId: ${requestId} Version: ${program.version}\n${log}${log && !log.endsWith('\n') ? '\n' : ''}` +
    `END RequestId: ${requestId}\nREPORT RequestId: ${requestId}\tDuration: ${durationMs.toFixed(2)} ms\n`

  return { invoke, stop: child.stop, alive: child.alive }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib */
const initSeconds = 10

const context = ({ name, version, arn, timeoutSeconds, memoryMegabytes }: Program, awsRequestId: string) => ({
  awsRequestId,
  functionName: name,
  functionVersion: version,
  invokedFunctionArn: arn,
  memoryLimitInMB: String(memoryMegabytes),
  logGroupName: `/aws/lambda/${name}`,
  logStreamName: 'rehearsal',
  timeoutMs: timeoutSeconds * 1_000,
})

const outcome = ({ payload = '', error }: Message, log: string): InvocationOutcome => {
  const bytes = Buffer.from(payload, 'base64')
  const failed = error ?? tooLarge(bytes.length)
  return failed
    ? { payload: Buffer.from(JSON.stringify(failed)), functionError: 'Unhandled', log }
    : { payload: bytes, log }
}
