import { chmodSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import commonjs from '@rollup/plugin-commonjs'
import json from '@rollup/plugin-json'
import resolve from '@rollup/plugin-node-resolve'
import esbuild, { minify } from 'rollup-plugin-esbuild'

/** `embed('./file')` in cli/rehearse/embedded.ts becomes the text of that file, so that the bundle carries it along. */
const embed = {
  name: 'embed',
  transform: (code, id) =>
    /[/\\]embedded\.ts$/.test(id)
      ? code
          .replace(/embed\('([^']+)'\)/g, (_, path) =>
            JSON.stringify(readFileSync(new URL(path, `file://${id}`), 'utf8')),
          )
          .replace(/^const embed = .*$/m, '')
          .replace(/^import .*$/m, '')
      : null,
}

/** One self-contained ES module for each part of the product, from its index.ts to dist/<part>/index.mjs. */
const bundle = (part, { banner, shebang = false, plugins = [] } = {}) => ({
  input: `${part}/index.ts`,
  output: {
    file: `dist/${part}/index.mjs`,
    format: 'es',
    inlineDynamicImports: true,
    ...(banner && { banner }),
  },
  external: /^node:/,
  plugins: [
    ...plugins,
    json({ preferConst: true, namedExports: false }),
    resolve({ preferBuiltins: true, exportConditions: ['node'] }),
    commonjs({ ignoreDynamicRequires: true }),
    esbuild({ target: 'node20' }),
    minify({ target: 'node20' }),
    shebang && { name: 'executable', writeBundle: ({ file }) => chmodSync(file, 0o755) },
  ],
  onwarn(warning, warn) {
    // the SDK's own cycles and TypeScript helpers, nothing of ours
    if (
      (warning.code === 'CIRCULAR_DEPENDENCY' || warning.code === 'THIS_IS_UNDEFINED') &&
      /node_modules/.test(warning.message)
    )
      return
    warn(warning)
  },
})

// the SDK's chain of credential providers is a tenth of a cold start, and Lambda only ever needs the environment
const environmentCredentials = {
  name: 'environment-credentials',
  resolveId: id =>
    id === '@aws-sdk/credential-provider-node' ? fileURLToPath(new URL('hook/credentials.ts', import.meta.url)) : null,
}

export default [
  bundle('macro'),
  bundle('hook', { plugins: [environmentCredentials] }),
  bundle('cli', { banner: '#!/usr/bin/env node', shebang: true, plugins: [embed] }),
]
