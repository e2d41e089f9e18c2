import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Duplex } from 'node:stream'
import type { LambdaError } from './lambda-error.ts'
import type { Program } from './program.ts'

/** What the programs of runtime/ say; `stop` is our own mark for a process that has to go. */
export type Message = { ready?: true; payload?: string; error?: LambdaError; stop?: true }

/** A process that talks in lines of JSON on descriptor 3, and in any way it likes on stdout and stderr. */
export type Child = {
  send(message: unknown): void
  /** The next message, undefined at the end of the process. */
  receive(): Promise<Message | undefined>
  /** How it ended, in Lambda's words. */
  exited: Promise<string>
  alive(): boolean
  stop(): void
}

export const startChild = ({ command, folder, environment }: Program, write: (text: string) => void): Child => {
  const [file = '', ...args] = command
  // a process group of its own, so that what it starts ends with it
  const child = spawn(file, args, {
    cwd: folder,
    env: environment,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  const channel = child.stdio[3] as Duplex
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', write)
  const alive = () => child.pid !== undefined && !child.killed && child.exitCode === null && child.signalCode === null
  child.once('exit', () => signalGroup(child))
  return {
    send: message => void channel.write(`${JSON.stringify(message)}\n`),
    receive: messagesOf(channel),
    exited: exitOf(child),
    alive,
    stop: () => {
      if (!alive()) return
      signalGroup(child)
      child.kill('SIGKILL')
    },
  }
}

const signalGroup = ({ pid }: ChildProcess): void => {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // nobody left in it
  }
}

const exitOf = async (child: ChildProcess): Promise<string> => {
  try {
    const [code, signal] = await once(child, 'exit')
    if (signal) return `with error: signal: ${String(signal).replace('SIG', '').toLowerCase()}`
    return code === 0 ? 'without providing a reason' : `with error: exit status ${code}`
  } catch (error) {
    return `with error: ${error instanceof Error ? error.message : error}`
  }
}

const messagesOf = (channel: Duplex): (() => Promise<Message | undefined>) => {
  const lines: Message[] = []
  const waiting: ((message: Message | undefined) => void)[] = []
  let ended = false
  let text = ''
  channel.setEncoding('utf8').on('data', chunk => {
    const parts = (text + chunk).split('\n')
    text = parts.pop() ?? ''
    for (const part of parts) (waiting.shift() ?? (message => message && lines.push(message)))(JSON.parse(part))
  })
  const end = () => {
    ended = true
    for (const done of waiting.splice(0)) done(undefined)
  }
  channel.on('close', end).on('error', end)
  return () =>
    new Promise(done => {
      const line = lines.shift()
      if (line || ended) done(line)
      else waiting.push(done)
    })
}
