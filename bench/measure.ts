import { execFileSync } from 'node:child_process'
import { cpus, loadavg, totalmem } from 'node:os'
import { type ColdStart, measureColdStarts } from './cold-start.ts'
import { type Deployment, measureDeployments } from './deployment.ts'
import { type LambdaShare, measureLambdaShares } from './lambda-share.ts'
import { findNode } from './nodes.ts'
import { seek, variants } from './peers.ts'
import { hook, macro, type Size, sizeOf } from './subjects.ts'
import { measureTransforms, type Transform } from './transform.ts'

export type Results = {
  date: string
  commit: string
  command: string
  machine: { cpu: string; cores: number; memoryGb: number; platform: string; load: number }
  sizes: Size[]
  coldStarts: ColdStart[]
  transforms: Transform[]
  deployments: Deployment[]
  /** Absent from results that are older than this measurement. */
  lambdaShares?: LambdaShare[] | { reason: string }
}

const rounds = { coldStart: 51, transform: 15, deployment: 11 }

/** All that the bench knows, in one go: Node 20 and 24 for what depends on Node, the Lambda's own 24 for the rest. */
export const measure = async (say: (what: string) => void): Promise<Results> => {
  const load = loadavg()[0] ?? Number.NaN
  const nodes = [20, 24].map(findNode)
  const { hookOnImage, clients } = variants()
  const peer = seek()
  const subjects = [macro, clients, hook, hookOnImage, peer]
  const results: Results = {
    ...setting(load),
    sizes: subjects.map(sizeOf),
    coldStarts: [],
    transforms: [],
    deployments: [],
  }
  for (const node of nodes) {
    say(`Cold starts with Node ${node.version}`)
    results.coldStarts.push(...(await measureColdStarts(node, subjects, rounds.coldStart)))
    say(`Transforms with Node ${node.version}`)
    results.transforms.push(...(await measureTransforms(node, macro, rounds.transform)))
  }
  const [, lambda = findNode(24)] = nodes
  for (const latencyMs of [20, 100]) {
    say(`Deployments with ${latencyMs} ms a call`)
    results.deployments.push(...(await measureDeployments(lambda, [hook, peer], latencyMs, rounds.deployment)))
  }
  say("Deployments with Lambda's share of a CPU")
  results.lambdaShares = await measureLambdaShares(lambda, [hook], 20, rounds.deployment)
  if ('reason' in results.lambdaShares) say(`SKIPPED: ${results.lambdaShares.reason}`)
  return results
}

const setting = (load: number) => ({
  date: new Date().toISOString().slice(0, 10),
  commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
  command: 'npm run bench',
  machine: {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    load: Math.round(load * 10) / 10,
  },
})
