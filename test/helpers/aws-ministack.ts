import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { freePort } from './free-port.ts'

export type Ministack = { url: string; zip(name: string, source: string): Promise<Uint8Array>; stop(): Promise<void> }

/** A Lambda service of somebody else's making, on a free loopback port, with a folder of its own. */
export const startMinistack = async (python: string): Promise<Ministack> => {
  const folder = await mkdtemp(join(tmpdir(), 'codedeployhook-ministack-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const service = spawn(python, ['-m', 'ministack'], {
    cwd: folder,
    stdio: 'ignore',
    env: {
      ...process.env,
      GATEWAY_PORT: String(port),
      BIND_HOST: '127.0.0.1',
      MINISTACK_HOST: '127.0.0.1',
      SERVICES: 'lambda,iam,sts,logs',
      LAMBDA_EXECUTOR: 'local',
      TMPDIR: folder,
    },
  })
  const exited = once(service, 'exit')
  await ready(url)
  return {
    url,
    async zip(name, source) {
      const file = join(folder, name)
      await writeFile(file, source)
      spawnSync(python, ['-m', 'zipfile', '-c', `${file}.zip`, name], { cwd: folder })
      return readFile(`${file}.zip`)
    },
    async stop() {
      service.kill()
      await exited
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

const ready = async (url: string): Promise<void> => {
  for (let attempt = 0; attempt < 300; attempt++) {
    const answered = await fetch(`${url}/2015-03-31/functions/`).then(
      () => true,
      () => false,
    )
    if (answered) return
    await setTimeout(100)
  }
  throw new Error(`ministack does not answer at ${url}.`)
}
