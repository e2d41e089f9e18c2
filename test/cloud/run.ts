// `npm run test:cloud [pattern]`: every *.cloud.ts of this folder in a process of its own, a few at a time, all on one LocalStack.
import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { startSharedCloud } from './cloud.ts'
import { missingTools } from './environment.ts'

/** Those that install the stack anew take longest, so they start first. */
const rankOf = (file: string): number =>
  ['sam', 'parameters', 'install', 'stack-gate'].indexOf(file.replace('.cloud.ts', ''))

const main = async (pattern = ''): Promise<number> => {
  const files = readdirSync(new URL('.', import.meta.url))
    .filter(file => file.endsWith('.cloud.ts') && new RegExp(pattern).test(file))
    .toSorted((a, b) => rankOf(b) - rankOf(a))
  if (files.length === 0) throw new Error(`No test file matches ${pattern}.`)
  const missing = missingTools()
  if (missing) {
    console.error(`${process.env.CI === 'true' ? 'FAILED' : 'SKIPPED'}: ${missing}`)
    return process.env.CI === 'true' ? 1 : 0
  }
  const { environment, stop } = await startSharedCloud()
  try {
    const codes = await inParallel(files, availableParallelism() + 2, file => run(file, environment))
    const failed = files.filter((_, index) => codes[index] !== 0)
    console.log(failed.length > 0 ? `FAILED: ${failed.join(', ')}` : `${files.length} files passed.`)
    return failed.length > 0 ? 1 : 0
  } finally {
    await stop()
  }
}

/** Runs one test file and prints its output as a whole. */
const run = (file: string, environment: Record<string, string>): Promise<number> =>
  new Promise(resolve => {
    const startedMs = Date.now()
    const path = fileURLToPath(new URL(file, import.meta.url))
    const child = spawn(process.execPath, ['--no-warnings', '--import', 'tsx', path], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const output: Buffer[] = []
    for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => output.push(chunk))
    child.on('close', code => {
      console.log(`== ${file}, ${Math.round((Date.now() - startedMs) / 1000)} s\n${Buffer.concat(output)}`)
      resolve(code ?? 1)
    })
  })

const inParallel = async <Item, Result>(
  items: Item[],
  width: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> => {
  const results: Result[] = []
  const waiting = items.entries()
  const worker = async (): Promise<void> => {
    for (const [index, item] of waiting) results[index] = await work(item)
  }
  await Promise.all(Array.from({ length: width }, worker))
  return results
}

process.exitCode = await main(process.argv[2])
