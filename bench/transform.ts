import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Node } from './nodes.ts'
import { interleaved, type Spread, spread } from './spread.ts'
import type { Subject } from './subjects.ts'
import { macroEvent } from './template.ts'

export type Transform = {
  node: string
  resources: number
  bytes: number
  /** As a ratio to JSON.parse and JSON.stringify of the same event: the first transform of a process, and the later ones. */
  firstRatio: Spread
  ratio: Spread
  firstMs: Spread
  ms: Spread
  peakMb: number
}

type Pair = { roundTripMs: number; transformMs: number }
type Output = { measured: Pair[]; peakKb: number }

const child = fileURLToPath(new URL('children/transform.mjs', import.meta.url))
const pairs = 15
const timeout = 60_000

/** Templates of 10, 100 and 500 resources with 2 KB each, so that the largest one has 1 MB, CloudFormation's limit. */
export const measureTransforms = async (node: Node, { file }: Subject, rounds: number): Promise<Transform[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const counts = [10, 100, 500]
  const files = counts.map(resources => {
    const text = JSON.stringify(macroEvent(resources, resources * 2_000))
    const event = join(folder, `${resources}.json`)
    writeFileSync(event, text)
    return { resources, bytes: text.length, event }
  })
  const runs = await interleaved(files, rounds, async ({ event }) => {
    const { stdout } = await promisify(execFile)(node.path, [child, file, event, String(pairs)], { timeout })
    return JSON.parse(stdout) as Output
  })
  rmSync(folder, { recursive: true })
  return files.map(({ resources, bytes }, i) => summary(node, resources, bytes, runs[i] ?? []))
}

const summary = (node: Node, resources: number, bytes: number, runs: Output[]): Transform => {
  const first = runs.flatMap(({ measured }) => measured.slice(0, 1))
  const later = runs.flatMap(({ measured }) => measured.slice(1))
  const ratio = ({ roundTripMs, transformMs }: Pair) => transformMs / roundTripMs
  return {
    node: node.version,
    resources,
    bytes,
    firstRatio: spread(first.map(ratio)),
    ratio: spread(later.map(ratio)),
    firstMs: spread(first.map(({ transformMs }) => transformMs)),
    ms: spread(later.map(({ transformMs }) => transformMs)),
    peakMb: Math.round(Math.max(...runs.map(({ peakKb }) => peakKb)) / 1024),
  }
}
