import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from './free-port.ts'

export type Ran = { status: number | null; stdout: string; stderr: string }

/** A stand-in for AWS on this machine, and the real tools of AWS pointed at it. */
export type Cloud = {
  /** A folder of its own for what the tools write. */
  folder: string
  /** In which the tools find it. */
  environment: Record<string, string | undefined>
  /** Runs a Python tool by its module, in the root of the repository: `run(python, 'awscli', ['s3', 'ls'])`. */
  run(python: string, module: string, args: string[]): Ran
  state(): State
  stop(): Promise<void>
}

/** What there is: names of exports, alarms and dashboards; of functions their variables, of policies their statements. */
export type State = {
  exports: string[]
  alarms: string[]
  dashboards: string[]
  environments: Record<string, Record<string, string>>
  policies: Record<string, { Sid: string; Condition?: unknown }[]>
}

const stateScript = `
import boto3, json, os
client = lambda name: boto3.client(name, endpoint_url=os.environ["AWS_ENDPOINT_URL"])
iam, watch = client("iam"), client("cloudwatch")
policies = {}
for role in iam.list_roles()["Roles"]:
    for name in iam.list_role_policies(RoleName=role["RoleName"])["PolicyNames"]:
        document = iam.get_role_policy(RoleName=role["RoleName"], PolicyName=name)["PolicyDocument"]
        policies[name] = document["Statement"]
print(json.dumps({
    "exports": sorted(export["Name"] for export in client("cloudformation").list_exports()["Exports"]),
    "alarms": sorted(alarm["AlarmName"] for alarm in watch.describe_alarms()["MetricAlarms"]),
    "dashboards": sorted(entry["DashboardName"] for entry in watch.list_dashboards()["DashboardEntries"]),
    "environments": {function["FunctionName"]: function["Environment"]["Variables"]
        for function in sorted(client("lambda").list_functions()["Functions"], key=lambda f: f["FunctionName"])},
    "policies": policies,
}))
`

const servers = {
  // loopback only, and none of its listeners with a port of their own
  ministack: { args: () => [], environment: { BIND_HOST: '127.0.0.1', IOT_MTLS_ENABLED: '0', SFTP_ENABLED: '0' } },
  'moto.server': { args: (port: string) => ['-H', '127.0.0.1', '-p', port], environment: {} },
} as const

/** Starts ministack or moto's server on a free port; stop it when done. */
export const startCloud = async (python: string, server: keyof typeof servers): Promise<Cloud> => {
  const port = String(await freePort())
  const url = `http://127.0.0.1:${port}`
  const folder = mkdtempSync(`${tmpdir()}/cloud-`)
  const { args, environment } = servers[server]
  const child = spawn(python, ['-m', server, ...args(port)], {
    cwd: folder,
    stdio: 'ignore',
    env: { ...process.env, ...environment, GATEWAY_PORT: port, TMPDIR: folder, S3_DATA_DIR: `${folder}/s3` },
  })
  const exited = once(child, 'exit')
  await Promise.race([listening(url), exited.then(() => Promise.reject(new Error(`${server} did not start.`)))])
  const env = {
    ...process.env,
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_DEFAULT_REGION: region,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_PAGER: '',
    SAM_CLI_TELEMETRY: '0',
    HOME: folder,
  }
  return {
    folder,
    environment: env,
    run: (python, module, args, cwd = root) =>
      spawnSync(python, ['-m', module, ...args], { cwd, encoding: 'utf8', env }),
    state() {
      const { stdout, stderr } = spawnSync(python, ['-c', stateScript], { encoding: 'utf8', env })
      if (!stdout) throw new Error(stderr)
      return JSON.parse(stdout) as State
    },
    async stop() {
      child.kill('SIGKILL')
      await exited
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export const region = 'eu-central-1'
/** Of the repository, with a slash at the end. */
export const root = fileURLToPath(new URL('../../', import.meta.url))

const listening = async (url: string): Promise<void> => {
  for (let attempt = 0; attempt < 300; attempt++) {
    const answered = await fetch(`${url}/_ministack/health`).then(
      () => true,
      () => false,
    )
    if (answered) return
    await setTimeout(200)
  }
  throw new Error(`Nothing answers at ${url}.`)
}
