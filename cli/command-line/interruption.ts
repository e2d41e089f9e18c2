import { exitCodes } from './command.ts'

/**
 * A signal that fires on the first SIGINT or SIGTERM after the first call; the second one ends the process. Until that
 * call the signals have their default effect, even while the process is busy.
 */
export const createInterruption = (): (() => AbortSignal) => {
  const controller = new AbortController()
  const stop = () => {
    if (controller.signal.aborted) process.exit(exitCodes.couldNotRun)
    controller.abort()
  }
  return () => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      if (!process.listeners(signal).includes(stop)) process.on(signal, stop)
    return controller.signal
  }
}
