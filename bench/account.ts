import { createServer, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { type Loopback, listen } from '../cli/rehearse/sandbox/loopback.ts'

/** When a call came in and when it was answered, in milliseconds. */
type Timed = { operation: Operation; startMs: number; endMs: number }

export type Account = Loopback & { calls: Timed[]; statuses: unknown[] }

/**
 * An AWS account with one deployment of healthy functions, in which every call and every invocation takes its time. Not
 * the endpoint of the command line, as that knows no call but those of our own hook.
 */
export const startAccount = async (functions: number, latencyMs: number): Promise<Account> => {
  const calls: Timed[] = []
  const statuses: unknown[] = []
  const names = Array.from({ length: functions }, (_, i) => `Site${i}`)
  const server = createServer(async (request, response) => {
    const startMs = performance.now()
    const body = await buffer(request)
    const operation = operationOf(request)
    await setTimeout(operation === 'Invoke' ? 2 * latencyMs : latencyMs)
    if (operation === 'PutLifecycleEventHookExecutionStatus') statuses.push(JSON.parse(body.toString()).status)
    calls.push({ operation, startMs, endMs: performance.now() })
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answers[operation](names)))
  })
  return { ...(await listen(server)), calls, statuses }
}

type Operation = keyof typeof answers

const operationOf = ({ headers, url = '' }: IncomingMessage): Operation => {
  const [, codeDeploy] = String(headers['x-amz-target']).split('.')
  if (codeDeploy) return codeDeploy as Operation
  if (url.includes('/tags/')) return 'ListTags'
  return url.includes('/invocations') ? 'Invoke' : 'GetFunction'
}

const revision = (content?: string) => ({
  revisionType: 'String',
  string: { sha256: 'a'.repeat(64), ...(content && { content }) },
})

const answers = {
  GetDeployment: () => ({
    deploymentInfo: {
      applicationName: 'site',
      deploymentGroupName: 'site-group',
      deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
      computePlatform: 'Lambda',
      creator: 'CloudFormation',
      revision: revision(),
    },
  }),
  GetApplicationRevision: (names: string[]) => ({ applicationName: 'site', revision: revision(appSpec(names)) }),
  ListTags: () => ({ Tags: { 'websitehealthcheck:Path': '/', 'websitehealthcheck:EventType': 'HttpApi' } }),
  GetFunction: () => ({ Configuration: { State: 'Active', LastUpdateStatus: 'Successful' } }),
  Invoke: () => ({ statusCode: 200, body: 'OK' }),
  PutLifecycleEventHookExecutionStatus: () => ({}),
}

const appSpec = (names: string[]): string =>
  JSON.stringify({
    version: '0.0',
    Resources: names.map(Name => ({
      [Name]: {
        Type: 'AWS::Lambda::Function',
        Properties: { Name, Alias: 'live', CurrentVersion: '1', TargetVersion: '2' },
      },
    })),
    Hooks: [{ BeforeAllowTraffic: 'CodeDeployHook_LambdaWebsite' }],
  })

/** How many calls had to wait for one another: the longest chain in which each began after the one before had ended. */
export const roundTrips = (calls: Timed[]): number => {
  const depths: { endMs: number; depth: number }[] = []
  for (const { startMs, endMs } of calls.toSorted((a, b) => a.startMs - b.startMs)) {
    const before = depths.filter(call => call.endMs <= startMs).map(({ depth }) => depth)
    depths.push({ endMs, depth: 1 + Math.max(0, ...before) })
  }
  return Math.max(0, ...depths.map(({ depth }) => depth))
}
