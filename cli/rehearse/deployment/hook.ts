import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Fault } from '../aws/fault.ts'
import { functionArn } from '../aws/function-arn.ts'
import { hookPrograms } from '../sandbox/embedded.ts'
import { lambdaEnvironment } from '../sandbox/environment.ts'
import { createSandbox, type Sandbox } from '../sandbox/sandbox.ts'

/** As template.yaml names it and limits it in time. */
export const hookName = 'CodeDeployHook_LambdaWebsite'
const hookTimeoutSeconds = 900

/** A fault would otherwise take as long as the hook is given in AWS; a hook that hangs need not be watched for long. */
const secondsWithFault = 10
const secondsOfHanging = 1

export type Hook = { seconds: { inAws: number; here: number }; start(): Sandbox; stop(): void }

export type HookWorld = {
  region: string
  endpointUrl: string
  scratch: string
  env: Record<string, string | undefined>
}

/** The hook's bundle, or what a fault puts in its place, ready to be run once for each deployment. */
export const createHook = (fault: Fault | undefined, { region, endpointUrl, scratch, env }: HookWorld): Hook => {
  const folder = join(scratch, 'hook')
  mkdirSync(folder)
  const programs = fault?.hook === undefined ? hookPrograms() : { 'index.mjs': fault.hook }
  for (const [file, text] of Object.entries(programs)) writeFileSync(join(folder, file), text)
  const here = fault && !fault.hangs ? (fault.hook ? secondsOfHanging : secondsWithFault) : hookTimeoutSeconds
  const lambda = {
    region,
    endpointUrl,
    name: hookName,
    version: '$LATEST',
    memoryMegabytes: 512,
    runtime: 'nodejs24.x',
  }
  const settings = Object.entries(env).filter(([name]) => name.startsWith('HEALTHCHECK_')) as [string, string][]
  const program = {
    ...lambda,
    arn: functionArn(region, hookName),
    command: [process.execPath, join(scratch, 'node.mjs'), join(scratch, 'notes-of-hook'), folder, ''],
    folder,
    environment: lambdaEnvironment(
      { ...lambda, handler: 'index.handler', root: folder },
      { AWS_LAMBDA_LOG_FORMAT: 'JSON', AWS_LAMBDA_LOG_LEVEL: 'INFO', ...Object.fromEntries(settings) },
      env,
    ),
    timeoutSeconds: here,
  }
  const started: Sandbox[] = []
  let over = false
  return {
    seconds: { inAws: hookTimeoutSeconds, here },
    start() {
      if (over) throw new Error('The rehearsal is over.')
      const sandbox = createSandbox(program)
      started.push(sandbox)
      return sandbox
    },
    stop() {
      over = true
      for (const sandbox of started) sandbox.stop()
    },
  }
}
