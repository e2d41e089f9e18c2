import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { functionArn } from '../aws/function-arn.ts'
import { lambdaEnvironment } from '../sandbox/environment.ts'
import { createSandbox, type InvocationOutcome, type Sandbox } from '../sandbox/sandbox.ts'

/** A Lambda function of the installed stack, as template.yaml has it. */
export type Installation = {
  name: string
  /** Its bundle, or what a fault puts in its place, by file name. */
  programs: Record<string, string>
  timeoutSeconds: number
  memoryMegabytes: number
  variables?: Record<string, string>
}

export type InstalledWorld = {
  region: string
  endpointUrl: string
  scratch: string
  env: Record<string, string | undefined>
}

/** `start` runs it in a new process, with modules that are imported first; after `stop` nothing of it runs. */
export type InstalledFunction = { start(imports?: readonly string[]): Sandbox; stop(): void }

export const createInstalledFunction = (
  { name, programs, timeoutSeconds, memoryMegabytes, variables = {} }: Installation,
  { region, endpointUrl, scratch, env }: InstalledWorld,
): InstalledFunction => {
  const folder = join(scratch, name)
  mkdirSync(folder)
  for (const [file, text] of Object.entries(programs)) writeFileSync(join(folder, file), text)
  const lambda = { region, endpointUrl, name, version: '$LATEST', memoryMegabytes, runtime: 'nodejs24.x' }
  const settings = Object.entries(env).filter(([name]) => name.startsWith('HEALTHCHECK_')) as [string, string][]
  const own = {
    AWS_LAMBDA_LOG_FORMAT: 'JSON',
    AWS_LAMBDA_LOG_LEVEL: 'INFO',
    ...Object.fromEntries(settings),
    ...variables,
  }
  const environment = lambdaEnvironment({ ...lambda, handler: 'index.handler', root: folder }, own, env)
  const started: Sandbox[] = []
  let over = false
  return {
    start(imports = []) {
      if (over) throw new Error('The rehearsal is over.')
      const options = imports.flatMap(module => ['--import', module])
      const sandbox = createSandbox({
        ...lambda,
        arn: functionArn(region, name),
        command: [
          process.execPath,
          ...options,
          join(scratch, 'node.mjs'),
          join(scratch, `notes-of-${name}`),
          folder,
          '',
        ],
        folder,
        environment,
        timeoutSeconds,
      })
      started.push(sandbox)
      return sandbox
    },
    stop() {
      over = true
      for (const sandbox of started) sandbox.stop()
    },
  }
}

/** One run. Once its caller has heard from it, it gets a moment longer, and no more. */
export const runOnce = async (sandbox: Sandbox, event: object, heard: AbortSignal): Promise<InvocationOutcome> => {
  const over = new AbortController()
  const stopWhenHeard = async () => {
    if (!heard.aborted) await new Promise(done => heard.addEventListener('abort', done, { once: true }))
    await sleep(2_000, undefined, { signal: over.signal }).catch(() => {})
    sandbox.stop()
  }
  void stopWhenHeard()
  try {
    return await sandbox.invoke(JSON.stringify(event))
  } finally {
    over.abort()
    sandbox.stop()
  }
}
