import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Fault } from '../aws/fault.ts'
import { hookName } from '../deployment/hook.ts'
import { createInstalledFunction, type InstalledWorld } from '../deployment/installed-function.ts'
import { gateFailurePrograms, gatePrograms } from '../sandbox/embedded.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'

/** As template.yaml names it and limits it in time. */
export const gateName = 'WebsiteHealthcheckGate'
export const gateFailureName = 'WebsiteHealthcheckGateFailure'
const gateTimeoutSeconds = 900

/** A gate that hangs need not be watched for long. */
const secondsOfHanging = 1

/** The two functions behind StackGate, ready to be run once for each custom resource. */
export type Gate = {
  seconds: { inAws: number; here: number }
  /** `waitedMs`: for how long it would have waited between its attempts until now, which takes no time here. */
  start(): { sandbox: Sandbox; waitedMs(): number }
  startLastWord(): Sandbox
  stop(): void
}

export const createGate = (fault: Fault | undefined, world: InstalledWorld): Gate => {
  const here = fault?.program === undefined ? gateTimeoutSeconds : secondsOfHanging
  const variables = { HOOK_NAME: hookName }
  const gate = createInstalledFunction(
    {
      name: gateName,
      programs: fault?.program === undefined ? gatePrograms() : { 'index.mjs': fault.program },
      timeoutSeconds: here,
      memoryMegabytes: 512,
      variables,
    },
    world,
  )
  const lastWord = createInstalledFunction(
    { name: gateFailureName, programs: gateFailurePrograms(), timeoutSeconds: 60, memoryMegabytes: 256, variables },
    world,
  )
  let count = 0
  return {
    seconds: { inAws: gateTimeoutSeconds, here },
    start() {
      const waits = join(world.scratch, `waits-of-gate-${count++}`)
      const clock = pathToFileURL(join(world.scratch, 'node-clock.mjs'))
      clock.searchParams.set('file', waits)
      return { sandbox: gate.start([clock.href]), waitedMs: () => sumOf(waits) }
    },
    startLastWord: () => lastWord.start(),
    stop() {
      gate.stop()
      lastWord.stop()
    },
  }
}

/** The file has a number in each line. */
const sumOf = (file: string): number =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .reduce((sum, line) => sum + Number(line), 0)
    : 0
