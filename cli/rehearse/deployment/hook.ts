import type { Fault } from '../aws/fault.ts'
import { hookPrograms } from '../sandbox/embedded.ts'
import { createInstalledFunction, type InstalledFunction, type InstalledWorld } from './installed-function.ts'

/** As template.yaml names it and limits it in time. */
export const hookName = 'CodeDeployHook_LambdaWebsite'
const hookTimeoutSeconds = 900

/** A fault would otherwise take as long as the hook is given in AWS; a hook that hangs need not be watched for long. */
const secondsWithFault = 10
const secondsOfHanging = 1

export type Hook = InstalledFunction & { seconds: { inAws: number; here: number } }

/** The hook's bundle, or what a fault puts in its place, ready to be run once for each deployment. */
export const createHook = (fault: Fault | undefined, world: InstalledWorld): Hook => {
  const here = fault && !fault.hangs ? (fault.program ? secondsOfHanging : secondsWithFault) : hookTimeoutSeconds
  const installation = {
    name: hookName,
    programs: fault?.program === undefined ? hookPrograms() : { 'index.mjs': fault.program },
    timeoutSeconds: here,
    memoryMegabytes: 1_769,
  }
  return { ...createInstalledFunction(installation, world), seconds: { inAws: hookTimeoutSeconds, here } }
}
