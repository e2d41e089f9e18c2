import type { ColdStart } from './cold-start.ts'
import type { Deployment } from './deployment.ts'
import type { LambdaShare } from './lambda-share.ts'
import type { Results } from './measure.ts'
import type { Spread } from './spread.ts'
import type { Size } from './subjects.ts'
import type { Transform } from './transform.ts'

/** The tables of docs/performance.md: all figures of a run in tables of Markdown, with where and how they came about. */
export const tables = (results: Results): string =>
  [
    setting(results),
    coldStarts(results.coldStarts, results.sizes),
    transforms(results.transforms),
    deployments(results.deployments),
  ].join('\n\n')

const setting = ({ date, commit, command, machine }: Results): string =>
  `\`${command}\` at ${commit} on ${date}: ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.platform}, load ${machine.load}. Medians of interleaved runs, with the middle half in brackets; calls and peak memory are maxima. An invocation takes the latency twice; round trips are the longest chain of calls that do not overlap.`

const coldStarts = (starts: ColdStart[], sizes: Size[]): string => {
  const versions = [...new Set(starts.map(({ node }) => node))]
  const subjects = [...new Set(starts.map(({ subject }) => subject))]
  const size = (subject: string) => sizes.find(size => size.subject === subject)
  const cell = (subject: string, node: string) => {
    const start = starts.find(start => start.subject === subject && start.node === node)
    return start ? `${between(start.ratio, 2)}, ${start.ms.median.toFixed(0)} ms` : ''
  }
  return table(
    ['Cold start', ...versions.map(version => `Node ${version}`), 'bundle', 'gzipped'],
    subjects.map(subject => [
      subject,
      ...versions.map(version => cell(subject, version)),
      kilobytes(size(subject)?.bytes),
      kilobytes(size(subject)?.gzipBytes),
    ]),
  )
}

const transforms = (measured: Transform[]): string =>
  table(
    [
      'Transform',
      'Node',
      'first in a process, × JSON',
      'later, × JSON',
      'first',
      'later',
      'later, a resource',
      'peak memory',
    ],
    measured.map(({ node, resources, bytes, firstRatio, ratio, firstMs, ms, peakMb }) => [
      `${resources} resources, ${kilobytes(bytes)}`,
      node,
      between(firstRatio, 2),
      between(ratio, 2),
      `${firstMs.median.toFixed(1)} ms`,
      `${ms.median.toFixed(1)} ms`,
      `${Math.round((1_000 * ms.median) / resources)} µs`,
      `${peakMb} MB`,
    ]),
  )

const deployments = (measured: Deployment[]): string =>
  table(
    [
      `Deployment, Node ${measured[0]?.node}`,
      'functions',
      'latency of a call',
      'handler',
      'with the start',
      '× one function',
      'calls',
      'round trips',
      'peak memory',
    ],
    measured.map(({ subject, functions, latencyMs, wallMs, totalMs, ratio, calls, roundTrips, peakMb }) => [
      subject,
      functions,
      `${latencyMs} ms`,
      `${wallMs.median.toFixed(0)} ms`,
      `${totalMs.median.toFixed(0)} ms`,
      between(ratio, 2),
      calls,
      roundTrips,
      `${peakMb} MB`,
    ]),
  )

/** The section of docs/performance.md on the CPU that Lambda gives. */
export const lambdaShares = (measured: LambdaShare[] | { reason: string } | undefined): string => {
  if (measured === undefined) return 'Not measured yet: `npm run bench` does.'
  if (!Array.isArray(measured))
    return `SKIPPED: this machine does not let a process limit its CPU (${measured.reason}).`
  return table(
    ['Memory size', 'functions', 'initialization', 'handler', '× one function'],
    measured.map(({ subject, memoryMb, functions, initMs, wallMs, ratio }) => [
      `${subject}, ${memoryMb === undefined ? 'all CPUs' : `${memoryMb} MB`}`,
      functions,
      `${initMs.median.toFixed(0)} ms`,
      `${wallMs.median.toFixed(0)} ms (${wallMs.q1.toFixed(0)}–${wallMs.q3.toFixed(0)})`,
      between(ratio, 2),
    ]),
  )
}

const between = ({ median, q1, q3 }: Spread, digits: number): string =>
  `${median.toFixed(digits)} (${q1.toFixed(digits)}–${q3.toFixed(digits)})`

const kilobytes = (bytes?: number): string => (bytes === undefined ? '' : `${Math.round(bytes / 1000)} KB`)

const table = (head: string[], rows: (string | number)[][]): string =>
  [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n')
