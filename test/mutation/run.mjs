// What Stryker runs for each mutant: the tests of the folder in question, bundled once in each of its sandboxes, so that
// a mutant takes as long as the tests and not as long as compiling them, and ends at the first test that fails.
//
//     run.mjs FOLDER,FOLDER
import { existsSync, readdirSync } from 'node:fs'
import { build } from 'esbuild'

/** Read what is not in the sandbox (examples, bundles), or start a service of their own for every mutant. */
const left = /^(template|docs|adapters|adapters-python|bundle|fault-matrix|ministack)\.test\.ts$/
/** Properties and many templates at once: they take long, and mostly a smaller test has found the mutant by then. */
const last = ['promises.test.ts', 'respond.test.ts']
const folders = process.argv[2].split(',')
const bundle = `test/${folders[0]}/.mutation.mjs`

if (!existsSync(bundle)) {
  const tests = folders.flatMap(folder =>
    readdirSync(`test/${folder}`)
      .filter(file => file.endsWith('.test.ts') && !left.test(file))
      .sort((a, b) => last.indexOf(a) - last.indexOf(b))
      .map(file => `import '../${folder}/${file}'`),
  )
  await build({
    stdin: { contents: tests.join('\n'), resolveDir: `test/${folders[0]}`, loader: 'ts' },
    outfile: bundle,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    banner: { js: "import { createRequire } from 'node:module'\nconst require = createRequire(import.meta.url)" },
    logLevel: 'error',
  })
}
// as uvu's own command line has it, for the sake of its --bail
globalThis.UVU_DEFER = 1
const { exec } = await import('uvu')
globalThis.UVU_QUEUE.push([folders.join()])
await import(`../${folders[0]}/.mutation.mjs`)
await exec(true)
