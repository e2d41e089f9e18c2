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

/** What the schemas say for editors and readers stays out of the two Lambdas. */
const bareSchemas = {
  name: 'bare-schemas',
  transform: (code, id) =>
    /\.schema\.json$/.test(id)
      ? JSON.stringify(
          JSON.parse(code, (key, value) => (['title', 'description', 'examples'].includes(key) ? undefined : value)),
        )
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
  // a builtin that nothing is used of is not loaded either
  treeshake: { moduleSideEffects: 'no-external' },
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

/** Parts of the AWS SDK that the hook has no use for, and what the bundle gets instead. docs/performance.md says what each gave. */
const standIns = {
  name: 'stand-ins',
  resolveId: id => {
    const [, file] = replaced.find(([part]) => part.test(id)) ?? []
    return file ? fileURLToPath(new URL(file, import.meta.url)) : null
  },
}

const replaced = [
  // Lambda only ever needs the environment
  [/^@aws-sdk\/credential-provider-node$/, 'hook/credentials.ts'],
  [
    /^@smithy\/core\/(retry|event-streams)$|\/(loadSharedConfigFiles|emitWarningIfUnsupportedVersion)$/,
    'hook/stand-ins.ts',
  ],
]

/** An error of a service keeps its name, message and status without a class of its own: the SDK's base class carries them. */
const plainErrors = {
  name: 'plain-errors',
  transform: (code, id) =>
    /client-(lambda|codedeploy)\/dist-es\/schemas\/schemas_0\.js$/.test(id)
      ? code.replace(/^n0_registry\.registerError\(.*\);$/gm, '')
      : null,
}

/**
 * An ES module that imports a builtin makes Node read each of its properties, for the sake of live bindings: those of
 * node:process open stdin, one of node:http loads the whole of undici. The builtin itself has them read when wanted.
 */
const builtins = {
  name: 'builtins',
  renderChunk: code =>
    code
      .replace(
        /^import (?:([\w$]+), )?(?:([\w$]+)|\* as ([\w$]+)|\{(.*)\}) from '(node:[\w/]+)';$/gm,
        (_, first, ...names) => {
          const [only, all, some, id] = names
          const whole = [first, only, all].filter(Boolean).map(name => `const ${name} = ${builtin(id)};`)
          const parts = some && `const {${some.replaceAll(' as ', ': ')}} = ${builtin(id)};`
          return [...whole, parts].filter(Boolean).join(' ')
        },
      )
      .replace(/\bimport\(['"](node:[\w/]+)['"]\)/g, (_, id) => `Promise.resolve(${builtin(id)})`),
}

const builtin = id => `globalThis.process.getBuiltinModule('${id}')`

export default [
  bundle('macro', { plugins: [bareSchemas] }),
  bundle('hook', { plugins: [bareSchemas, standIns, plainErrors, builtins] }),
  bundle('cli', { banner: '#!/usr/bin/env node', shebang: true, plugins: [embed] }),
]
