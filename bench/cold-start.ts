import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Node } from './nodes.ts'
import { interleaved, type Spread, spread } from './spread.ts'
import type { Subject } from './subjects.ts'

export type ColdStart = { node: string; subject: string; ratio: Spread; ms: Spread; rounds: number }

const child = (file: string) => fileURLToPath(new URL(`children/${file}`, import.meta.url))
const nothing: Subject = { name: 'an empty module', file: child('empty.mjs') }
const builtins: Subject = { name: "Node's HTTPS and crypto alone", file: child('builtins.mjs') }

/** From the start of a process until it has evaluated the module, as a ratio to an empty module's. */
export const measureColdStarts = async (node: Node, subjects: Subject[], rounds: number): Promise<ColdStart[]> => {
  const all = [nothing, builtins, ...subjects]
  await interleaved(all, 1, subject => start(node, subject))
  const times = await interleaved(all, rounds, subject => start(node, subject))
  const [base = []] = times
  return all.map((subject, i) => {
    const ms = times[i] ?? []
    const ratio = spread(ms.map((time, round) => time / (base[round] ?? Number.NaN)))
    return { node: node.version, subject: subject.name, ratio, ms: spread(ms), rounds }
  })
}

const start = (node: Node, { name, file }: Subject): number => {
  const before = performance.now()
  const { signal, stderr } = spawnSync(node.path, [child('start.mjs'), file], {
    env: lambdaEnvironment,
    encoding: 'utf8',
    timeout: 60_000,
  })
  const ms = performance.now() - before
  if (signal !== 'SIGKILL') throw new Error(`${name} did not start: ${stderr}`)
  return ms
}

/** What a Lambda function finds in its environment, as far as the hook or the SDK reads it. */
export const lambdaEnvironment = {
  PATH: process.env.PATH,
  AWS_REGION: 'eu-west-1',
  AWS_DEFAULT_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_SESSION_TOKEN: 'token',
  AWS_LAMBDA_FUNCTION_NAME: 'CodeDeployHook_LambdaWebsite',
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
}
