import configurations from '../rollup.config.js'

const hook = configurations.find(({ input }) => input === 'hook/index.ts')

/** The hook without the SDK in its bundle, as where a function takes the SDK of the runtime image. */
export default {
  ...hook,
  external: [/^node:/, /^@aws-sdk\//, /^@smithy\//],
  plugins: hook.plugins.filter(plugin => plugin?.name !== 'stand-ins'),
  output: { ...hook.output, file: 'bench/peers/installed/hook-on-image/index.mjs' },
}
