import { execFile } from 'node:child_process'
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A function of the bundle that V8 has seen: where its source stands, and how often it was called. */
export type Covered = { start: number; end: number; count: number }

type Part = 'macro' | 'hook' | 'gate' | 'gate-failure'

export type BundleRun = { exitCode: number; output: string; covered: Covered[]; loaded: string[] }

export const bundleFolder = (part: Part): string => fileURLToPath(new URL(`../../dist/${part}/`, import.meta.url))
export const bundleFile = (part: Part, file = 'index.mjs'): string => join(bundleFolder(part), file)

/** Runs a script beside a bundle that is alone in an empty folder, as `./index.mjs` and what it may load. */
export const runBundle = async (
  part: Part,
  script: string,
  environment: Record<string, string> = {},
): Promise<BundleRun> => {
  const folder = await mkdtemp(join(tmpdir(), 'codedeployhook-'))
  try {
    await cp(bundleFolder(part), folder, { recursive: true })
    const env = { ...environment, NODE_V8_COVERAGE: join(folder, 'coverage') }
    const run = await runNode(script, folder, env)
    return { ...run, ...(await coverageOf(join(folder, 'coverage'))) }
  } finally {
    await rm(folder, { recursive: true })
  }
}

const runNode = (
  script: string,
  cwd: string,
  env: Record<string, string>,
): Promise<Pick<BundleRun, 'exitCode' | 'output'>> =>
  new Promise(resolve =>
    execFile(
      process.execPath,
      ['--no-warnings', '--input-type=module', '--eval', script],
      { cwd, env, timeout: 60_000 },
      (error, stdout, stderr) => resolve({ exitCode: error ? Number(error.code ?? 1) : 0, output: stdout + stderr }),
    ),
  )

type Coverage = {
  result: { url: string; functions: { ranges: { startOffset: number; endOffset: number; count: number }[] }[] }[]
}

const coverageOf = async (folder: string): Promise<Pick<BundleRun, 'covered' | 'loaded'>> => {
  const files = await readdir(folder)
  const texts = await Promise.all(files.map(file => readFile(join(folder, file), 'utf8')))
  const scripts = texts.flatMap(text => (JSON.parse(text) as Coverage).result)
  const covered = scripts
    .filter(({ url }) => url.endsWith('/index.mjs'))
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges.slice(0, 1)))
    .map(({ startOffset, endOffset, count }) => ({ start: startOffset, end: endOffset, count }))
  return { covered, loaded: scripts.map(({ url }) => basename(url)).filter(name => name.endsWith('.mjs')) }
}
