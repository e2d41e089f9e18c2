import { existsSync, readdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** Read what is not in the sandbox (examples, bundles, their own file), or start a service of their own for every mutant. */
const left = /^(template|docs|adapters|adapters-python|bundle|fault-matrix|ministack|limits)\.test\.ts$/

/** Many templates at once: they take long, and mostly a smaller test has found the mutant by then. */
const last = ['secrets.test.ts', 'promises.test.ts', 'respond.test.ts']

const collected = {
  name: 'collected',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^uvu$/ }, () => ({ path: fileURLToPath(new URL('suites.mjs', import.meta.url)) })),
}

/**
 * The tests of some folders, with the mutants that they import, as one module in Stryker's sandbox: it loads in a
 * fraction of a second. Returns its path.
 */
export const bundleTests = async folders => {
  const outfile = resolve(`test/${folders[0]}/.mutation.mjs`)
  if (existsSync(outfile)) return outfile
  const tests = folders.flatMap(folder =>
    readdirSync(`test/${folder}`)
      .filter(file => file.endsWith('.test.ts') && !left.test(file))
      .map(file => ({ file, folder })),
  )
  const slowness = ({ file }) => last.indexOf(file)
  const imports = tests
    .toSorted((one, other) => slowness(one) - slowness(other))
    .map(({ file, folder }) => `import '../${folder}/${file}'`)
  await build({
    // esbuild would take the folder in which it was imported, before Stryker went into its sandbox
    absWorkingDir: process.cwd(),
    stdin: { contents: imports.join('\n'), resolveDir: dirname(outfile), loader: 'ts' },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    plugins: [collected],
    banner: { js: "import { createRequire } from 'node:module'\nconst require = createRequire(import.meta.url)" },
    logLevel: 'error',
  })
  return outfile
}
