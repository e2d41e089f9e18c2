import { execFile } from 'node:child_process'
import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A function of the bundle that V8 has seen: where its source stands, and how often it was called. */
export type Covered = { start: number; end: number; count: number }

export type BundleRun = { exitCode: number; output: string; covered: Covered[] }

export const bundleFile = (part: 'macro' | 'hook'): string =>
  fileURLToPath(new URL(`../../dist/${part}/index.mjs`, import.meta.url))

/** Runs a script beside a bundle that is alone in an empty folder, as `./index.mjs`. */
export const runBundle = async (
  part: 'macro' | 'hook',
  script: string,
  environment: Record<string, string> = {},
): Promise<BundleRun> => {
  const folder = await mkdtemp(join(tmpdir(), 'codedeployhook-'))
  try {
    await copyFile(bundleFile(part), join(folder, 'index.mjs'))
    const env = { ...environment, NODE_V8_COVERAGE: join(folder, 'coverage') }
    const run = await runNode(script, folder, env)
    return { ...run, covered: await coverageOf(join(folder, 'coverage')) }
  } finally {
    await rm(folder, { recursive: true })
  }
}

const runNode = (script: string, cwd: string, env: Record<string, string>): Promise<Omit<BundleRun, 'covered'>> =>
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

const coverageOf = async (folder: string): Promise<Covered[]> => {
  const files = await readdir(folder)
  const texts = await Promise.all(files.map(file => readFile(join(folder, file), 'utf8')))
  return texts
    .flatMap(text => (JSON.parse(text) as Coverage).result)
    .filter(({ url }) => url.endsWith('/index.mjs'))
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges.slice(0, 1)))
    .map(({ startOffset, endOffset, count }) => ({ start: startOffset, end: endOffset, count }))
}
