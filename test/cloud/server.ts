import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '../helpers/free-port.ts'
import { environmentOf, pythons, region } from './environment.ts'

/** LocalStack on loopback; `folder` is its own, with all that it and the tools write. */
export type Server = { url: string; folder: string; stop(): Promise<void> }

const program = fileURLToPath(new URL('server', import.meta.url))

/** The file to which the stand-in for Lambda writes each invocation. */
export const traceOf = (folder: string): string => `${folder}/trace.jsonl`

/** Starts LocalStack with our stand-ins. It ends with this process, however that ends: server/serve.py waits for it. */
export const startServer = async (): Promise<Server> => {
  const folder = mkdtempSync(`${tmpdir()}/cloud-`)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  for (const name of ['tmp', 'volume']) mkdirSync(`${folder}/${name}`)
  writeFileSync(traceOf(folder), '')
  // the engine takes AWS_DEFAULT_REGION away from its own process for a moment in each SAM transform
  writeFileSync(`${folder}/aws-config`, `[default]\nregion = ${region}\n`)
  const log = openSync(`${folder}/log`, 'a')
  const child = spawn(pythons.localstack, [`${program}/serve.py`], {
    cwd: folder,
    // a process group of its own, which serve.py ends as a whole
    detached: true,
    stdio: ['pipe', log, log],
    env: {
      ...environmentOf(`${folder}/tmp`, 'test'),
      AWS_CONFIG_FILE: `${folder}/aws-config`,
      PYTHONPATH: program,
      GATEWAY_LISTEN: `127.0.0.1:${port}`,
      DNS_ADDRESS: '0',
      SKIP_SSL_CERT_DOWNLOAD: '1',
      DISABLE_EVENTS: '1',
      LOCALSTACK_VOLUME_DIR: `${folder}/volume`,
      FILESYSTEM_ROOT: `${folder}/root`,
      LAMBDA_RUNTIME_EXECUTOR: 'node',
      // a process that waits takes 50 MB, one that starts 50 ms
      LAMBDA_KEEPALIVE_MS: '5000',
      STAND_IN_NODE: process.execPath,
      STAND_IN_TRACE: traceOf(folder),
    },
  })
  const exited = once(child, 'exit')
  const stop = async (): Promise<void> => {
    child.stdin?.end()
    await exited
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await Promise.race([
      answering(url, child),
      exited.then(() => Promise.reject(new Error('LocalStack did not start.'))),
    ])
  } catch (error) {
    const words = readFileSync(`${folder}/log`, 'utf8')
    await stop()
    throw new Error(`${String(error)}\n${words.slice(-5000)}`)
  }
  return { url, folder, stop }
}

const answering = async (url: string, child: ChildProcess): Promise<void> => {
  for (let attempt = 0; attempt < 600 && child.exitCode === null; attempt++) {
    const answer = await fetch(`${url}/_localstack/health`).catch(() => undefined)
    if (answer?.ok) return
    await setTimeout(100)
  }
  throw new Error(`Nothing answers at ${url}.`)
}
