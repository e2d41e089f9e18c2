import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { roundTrips, startAccount } from './account.ts'
import { lambdaEnvironment } from './cold-start.ts'
import type { Node } from './nodes.ts'
import { interleaved, type Spread, spread } from './spread.ts'
import type { Subject } from './subjects.ts'

export type Deployment = {
  node: string
  subject: string
  functions: number
  latencyMs: number
  wallMs: Spread
  /** Wall time beside that of one function in the same round. */
  ratio: Spread
  calls: number
  roundTrips: number
  peakMb: number
}

const child = fileURLToPath(new URL('children/hook.mjs', import.meta.url))
const timeout = 60_000
const hookArn = 'arn:aws:lambda:eu-west-1:123456789012:function:CodeDeployHook_LambdaWebsite'

/** One deployment each for 1, 5 and 20 functions, each in a new process against an account of its own. */
export const measureDeployments = async (
  node: Node,
  subject: Subject,
  latencyMs: number,
  rounds: number,
): Promise<Deployment[]> => {
  const counts = [1, 5, 20]
  const runs = await interleaved(counts, rounds, functions => deploy(node, subject, functions, latencyMs))
  return counts.map((functions, i) => {
    const own = runs[i] ?? []
    const ratio = own.map(({ wallMs }, round) => wallMs / (runs[0]?.[round]?.wallMs ?? Number.NaN))
    return {
      node: node.version,
      subject: subject.name,
      functions,
      latencyMs,
      wallMs: spread(own.map(({ wallMs }) => wallMs)),
      ratio: spread(ratio),
      calls: Math.max(...own.map(({ calls }) => calls)),
      roundTrips: spread(own.map(({ roundTrips }) => roundTrips)).median,
      peakMb: Math.round(Math.max(...own.map(({ peakKb }) => peakKb)) / 1024),
    }
  })
}

const deploy = async (node: Node, { name, file }: Subject, functions: number, latencyMs: number) => {
  const account = await startAccount(functions, latencyMs)
  const env = { ...lambdaEnvironment, AWS_ENDPOINT_URL: account.url }
  try {
    const { stdout } = await promisify(execFile)(node.path, [child, file, hookArn], { env, timeout })
    if (account.statuses.join() !== 'Succeeded')
      throw new Error(`${name} reported ${account.statuses.join() || 'nothing'}.`)
    const { wallMs, peakKb } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { wallMs: number; peakKb: number }
    return { wallMs, peakKb, calls: account.calls.length, roundTrips: roundTrips(account.calls) }
  } finally {
    account.close()
  }
}
