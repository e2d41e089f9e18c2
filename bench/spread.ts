/** Median and quartiles of some runs. */
export type Spread = { median: number; q1: number; q3: number }

export const spread = (values: number[]): Spread => {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => rounded(sorted[Math.round((sorted.length - 1) * share)] ?? Number.NaN)
  return { median: at(0.5), q1: at(0.25), q3: at(0.75) }
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000

/** Every round runs all subjects once and starts with a different one, so that a slow moment hits none in particular. */
export const interleaved = async <Subject, Result>(
  subjects: Subject[],
  rounds: number,
  run: (subject: Subject) => Promise<Result> | Result,
): Promise<Result[][]> => {
  const results: Result[][] = subjects.map(() => [])
  for (let round = 0; round < rounds; round++)
    for (const i of subjects.keys()) {
      const next = (i + round) % subjects.length
      results[next]?.push(await run(subjects[next] as Subject))
    }
  return results
}
