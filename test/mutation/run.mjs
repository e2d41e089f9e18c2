// What Stryker runs for each mutant: the tests of macro/ and schema/, bundled once in each of its sandboxes, so that a
// mutant takes as long as the tests and not as long as compiling them.
import { existsSync, readdirSync } from 'node:fs'
import { build } from 'esbuild'

/** Reads the examples through the command line, neither of which is in the sandbox; it is about JSON alone. */
const left = 'template.test.ts'
const bundle = 'test/macro/.mutation.mjs'

if (!existsSync(bundle)) {
  const tests = ['macro', 'schema'].flatMap(folder =>
    readdirSync(`test/${folder}`)
      .filter(file => file.endsWith('.test.ts') && file !== left)
      .map(file => `import '../${folder}/${file}'`),
  )
  await build({
    stdin: { contents: tests.join('\n'), resolveDir: 'test/macro', loader: 'ts' },
    outfile: bundle,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'error',
  })
}
await import('../macro/.mutation.mjs')
