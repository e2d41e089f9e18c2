import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { startAccount } from './account.ts'
import { lambdaEnvironment } from './cold-start.ts'
import { type CpuQuota, createCpuQuota } from './cpu-quota.ts'
import type { Node } from './nodes.ts'
import { interleaved, type Spread, spread } from './spread.ts'
import type { Subject } from './subjects.ts'

/** The handler's time for a deployment with the CPU that Lambda gives to a memory size; without one, with all CPUs. */
export type LambdaShare = {
  node: string
  subject: string
  memoryMb?: number
  functions: number
  latencyMs: number
  initMs: Spread
  wallMs: Spread
  /** Wall time as a ratio to that of one function in the same round. */
  ratio: Spread
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html: at 1,769 MB a function has one vCPU. */
const mbOfOneCpu = 1_769

const memorySizes = [512, 768, 1_024, 1_769]
const functionCounts = [1, 20]

const child = fileURLToPath(new URL('children/hook.mjs', import.meta.url))
const hookArn = 'arn:aws:lambda:eu-west-1:123456789012:function:CodeDeployHook_LambdaWebsite'

/** Measures each memory size; a reason instead if this machine does not let us limit a CPU. */
export const measureLambdaShares = async (
  node: Node,
  subjects: Subject[],
  latencyMs: number,
  rounds: number,
): Promise<LambdaShare[] | { reason: string }> => {
  const probe = createCpuQuota(1)
  if ('reason' in probe) return probe
  probe.remove()
  const cases = subjects.flatMap(subject =>
    [...memorySizes, undefined].flatMap(memoryMb =>
      functionCounts.map(functions => ({ subject, memoryMb, functions })),
    ),
  )
  const runs = await interleaved(cases, rounds, given => deploy(node, given, latencyMs))
  return cases.map(({ subject, memoryMb, functions }, i) => {
    const own = runs[i] ?? []
    const one = runs[cases.findIndex(other => other.subject === subject && other.memoryMb === memoryMb)] ?? []
    return {
      node: node.version,
      subject: subject.name,
      ...(memoryMb !== undefined && { memoryMb }),
      functions,
      latencyMs,
      initMs: spread(own.map(({ initMs }) => initMs)),
      wallMs: spread(own.map(({ wallMs }) => wallMs)),
      ratio: spread(own.map(({ wallMs }, round) => wallMs / (one[round]?.wallMs ?? Number.NaN))),
    }
  })
}

type Case = { subject: Subject; memoryMb: number | undefined; functions: number }

const deploy = async (node: Node, { subject, memoryMb, functions }: Case, latencyMs: number) => {
  const account = await startAccount(functions, latencyMs)
  const quota = memoryMb === undefined ? undefined : (createCpuQuota(memoryMb / mbOfOneCpu) as CpuQuota)
  const env = { ...lambdaEnvironment, AWS_ENDPOINT_URL: account.url }
  const process = spawn(node.path, [child, subject.file, hookArn, 'waits'], { env, stdio: ['pipe', 'pipe', 'inherit'] })
  try {
    await once(process.stdout, 'data')
    if (quota && process.pid !== undefined) quota.add(process.pid)
    process.stdin.end('go')
    const times = JSON.parse(await text(process.stdout)) as Record<'initMs' | 'wallMs', number>
    if (account.statuses.join() !== 'Succeeded') throw new Error(`${subject.name} reported ${account.statuses.join()}.`)
    return times
  } finally {
    process.kill()
    if (process.exitCode === null && process.signalCode === null) await once(process, 'exit')
    quota?.remove()
    await account.close()
  }
}
