import { execFile } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import { LambdaClient } from '@aws-sdk/client-lambda'
import type { Cloud, Ran } from './account.ts'
import { environmentOf, missingTools, pythons, region, root } from './environment.ts'
import { install } from './install.ts'
import { type Server, startServer, traceOf } from './server.ts'

const installedAccountId = '000000000000'

/**
 * The local cloud with our stack installed in it: the one that test/cloud/run.ts has started for all test files, or
 * one of its own where a test file runs alone. Hand `stop` to the suite's `after`.
 */
export const startCloud = async (): Promise<Cloud> => {
  const shared = process.env.CLOUD_SERVER
  if (shared) return connect({ ...JSON.parse(shared), stop: async () => {} }, installedAccountId)
  const cloud = connect(await start(), installedAccountId)
  await install(cloud)
  return cloud
}

/** Starts the server that all test files share, with our stack installed; `environment` tells them where it is. */
export const startSharedCloud = async (): Promise<{ environment: Record<string, string>; stop(): Promise<void> }> => {
  const server = await start()
  try {
    await install(connect(server, installedAccountId))
  } catch (error) {
    await server.stop()
    throw error
  }
  return {
    environment: { CLOUD_SERVER: JSON.stringify({ url: server.url, folder: server.folder }) },
    stop: server.stop,
  }
}

const start = async (): Promise<Server> => {
  const missing = missingTools()
  if (missing) throw new Error(missing)
  return startServer()
}

const connect = (server: Server, accountId: string): Cloud => {
  const folder = mkdtempSync(`${server.folder}/tmp/${accountId}-`)
  const client = {
    endpoint: server.url,
    region,
    credentials: { accessKeyId: accountId, secretAccessKey: 'test' },
  }
  const env = {
    ...environmentOf(folder, accountId),
    AWS_ENDPOINT_URL: server.url,
    AWS_PAGER: '',
    SAM_CLI_TELEMETRY: '0',
    PYTHONPATH: `${root}test/cloud/tools`,
  }
  const tool = (python: string, module: string, args: string[]): Promise<Ran> =>
    new Promise(resolve => {
      const child = execFile(
        '/bin/sh',
        ['-c', 'exec "$@" 2>&1', 'sh', python, '-m', module, ...args],
        { cwd: root, env, encoding: 'utf8', maxBuffer: 64 << 20 },
        (_, terminal) => resolve({ exitCode: child.exitCode ?? 1, terminal }),
      )
    })
  return {
    url: server.url,
    accountId,
    folder,
    trace: traceOf(server.folder),
    cloudFormation: new CloudFormationClient(client),
    lambda: new LambdaClient(client),
    aws: (...args) => tool(pythons.awscli, 'awscli', args),
    sam: (...args) => tool(pythons.samcli, 'samcli', args),
    account: other => connect(server, other),
    stop: server.stop,
  }
}
