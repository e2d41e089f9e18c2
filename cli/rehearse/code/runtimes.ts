import { oneOf } from '../../../schema/sentence.ts'
import type { Code } from './code.ts'

/**
 * Lambda's runtimes, and since when Lambda takes no new code for those whose time is over; as of 2026-11-24.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
 */
const asOf = '2026-11'
const runtimes: Record<Code['kind'], Record<string, string | undefined>> = {
  node: {
    'nodejs10.x': '2022-02-14',
    'nodejs12.x': '2023-04-30',
    'nodejs14.x': '2026-07-01',
    'nodejs16.x': '2026-07-01',
    'nodejs18.x': '2026-07-01',
    'nodejs20.x': '2026-07-01',
    'nodejs22.x': undefined,
    'nodejs24.x': undefined,
  },
  python: {
    'python3.6': '2022-08-29',
    'python3.7': '2026-03-09',
    'python3.8': '2026-07-01',
    'python3.9': '2026-07-01',
    'python3.10': '2026-08-31',
    'python3.11': '2026-08-31',
    'python3.12': undefined,
    'python3.13': undefined,
    'python3.14': undefined,
  },
  java: {
    java8: '2026-07-01',
    'java8.al2': '2026-08-31',
    java11: '2026-08-31',
    java17: '2026-08-31',
    java21: undefined,
    java25: undefined,
  },
  provided: { provided: '2026-07-01', 'provided.al2': '2026-08-31', 'provided.al2023': undefined },
}

/** What follows the name of a runtime that Lambda does not take; it is run all the same, as Lambda may be newer than this. */
export const runtimeProblem = ({ kind, runtime }: Pick<Code, 'kind' | 'runtime'>): string | undefined => {
  const table = runtimes[kind]
  const current = Object.keys(table).filter(name => table[name] === undefined)
  if (current.includes(runtime)) return undefined
  const ended = Object.hasOwn(table, runtime) ? table[runtime] : undefined
  const found = ended
    ? `for which Lambda takes no new code since ${ended}`
    : `which is not a known Lambda runtime as of ${asOf}`
  return `is ${runtime}, ${found}; expected ${oneOf(current)}.`
}
