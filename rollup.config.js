import { chmodSync } from 'node:fs'
import commonjs from '@rollup/plugin-commonjs'
import json from '@rollup/plugin-json'
import resolve from '@rollup/plugin-node-resolve'
import esbuild, { minify } from 'rollup-plugin-esbuild'
import { bareSchemas } from './build/plugins/bare-schemas.js'
import { embed } from './build/plugins/embed.js'
import { inOrder } from './build/plugins/in-order.js'
import { licenses } from './build/plugins/licenses.js'
import { nativeBuiltins } from './build/plugins/native-builtins.js'
import { plainErrors, standIns } from './build/plugins/slim-sdk.js'

/**
 * One self-contained ES module for each part of the product, from its index.ts to dist/<part>/index.mjs; what a part
 * imports when it needs it lies in a file of its own beside it.
 */
const bundle = (part, { input = part, banner, shebang = false, plugins = [] } = {}) => ({
  input: `${input}/index.ts`,
  // what it shares with the files beside it stays in index.mjs, which is one file less to load
  preserveEntrySignatures: 'allow-extension',
  output: {
    dir: `dist/${part}`,
    entryFileNames: 'index.mjs',
    chunkFileNames: '[name].mjs',
    format: 'es',
    ...(banner && { banner }),
  },
  external: /^node:/,
  // a builtin that nothing is used of is not loaded either
  treeshake: { moduleSideEffects: 'no-external' },
  plugins: [
    inOrder,
    ...plugins,
    json({ preferConst: true, namedExports: false }),
    resolve({ preferBuiltins: true, exportConditions: ['node'] }),
    commonjs({ ignoreDynamicRequires: true }),
    esbuild({ target: 'node20' }),
    minify({ target: 'node20' }),
    licenses(part),
    shebang && { name: 'executable', writeBundle: ({ dir }) => chmodSync(`${dir}/index.mjs`, 0o755) },
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

export default [
  bundle('macro', { plugins: [bareSchemas] }),
  bundle('hook', { plugins: [bareSchemas, standIns, plainErrors, nativeBuiltins] }),
  bundle('gate', { plugins: [bareSchemas, standIns, plainErrors, nativeBuiltins] }),
  bundle('gate-failure', {
    input: 'gate/failure',
    plugins: [bareSchemas, standIns, plainErrors, nativeBuiltins],
  }),
  bundle('cli', { banner: '#!/usr/bin/env node', shebang: true, plugins: [embed] }),
]
