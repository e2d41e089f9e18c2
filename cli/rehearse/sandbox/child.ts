import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Duplex } from 'node:stream'

/** A process that runs a function, and may write anything to stdout and stderr. */
export type Child = {
  /** How it ended, in Lambda's words. */
  exited: Promise<string>
  alive(): boolean
  stop(): void
}

/** How a process is started; `environment` is all of it. */
export type Start = { command: readonly string[]; folder: string; environment: Record<string, string> }

export const startChild = ({ command, folder, environment }: Start, write: (text: string) => void): Child => {
  const [file = '', ...args] = command
  // a separate process group, so that child processes end with it
  const child = spawn(file, args, {
    cwd: folder,
    env: environment,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  // descriptor 3 carries nothing: the programs of runtime/ end when it closes, even if this process is killed
  const lifeline = child.stdio[3] as Duplex
  lifeline.on('error', () => {}).resume()
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', write)
  const alive = () => child.pid !== undefined && !child.killed && child.exitCode === null && child.signalCode === null
  child.once('exit', () => signalGroup(child))
  return {
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
    // the process group is already empty
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
