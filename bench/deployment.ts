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
  /** The same from the start of the process on. */
  totalMs: Spread
  /** Wall time as a ratio to that of one function in the same round. */
  ratio: Spread
  calls: number
  roundTrips: number
  peakMb: number
}

const child = fileURLToPath(new URL('children/hook.mjs', import.meta.url))
const timeout = 60_000
const hookArn = 'arn:aws:lambda:eu-west-1:123456789012:function:CodeDeployHook_LambdaWebsite'

/** One deployment each for 1, 5 and 20 functions by each subject, each in a new process against an account of its own. */
export const measureDeployments = async (
  node: Node,
  subjects: Subject[],
  latencyMs: number,
  rounds: number,
): Promise<Deployment[]> => {
  const cases = subjects.flatMap(subject => [1, 5, 20].map(functions => ({ subject, functions })))
  const runs = await interleaved(cases, rounds, ({ subject, functions }) => deploy(node, subject, functions, latencyMs))
  return cases.map(({ subject, functions }, i) => {
    const own = runs[i] ?? []
    const one = runs[cases.findIndex(other => other.subject === subject)] ?? []
    const ratio = own.map(({ wallMs }, round) => wallMs / (one[round]?.wallMs ?? Number.NaN))
    return {
      node: node.version,
      subject: subject.name,
      functions,
      latencyMs,
      wallMs: spread(own.map(({ wallMs }) => wallMs)),
      totalMs: spread(own.map(({ totalMs }) => totalMs)),
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
    const times = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<'wallMs' | 'totalMs' | 'peakKb', number>
    return { ...times, calls: account.calls.length, roundTrips: roundTrips(account.calls) }
  } finally {
    await account.close()
  }
}
