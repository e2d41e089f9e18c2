import configurations from '../rollup.config.js'

const hook = configurations.find(({ input }) => input === 'hook/index.ts')
const output = name => ({ ...hook.output, dir: `bench/peers/installed/${name}` })

export default [
  /** The hook without the SDK in its bundle, as where a function takes the SDK of the runtime image. */
  {
    ...hook,
    external: [/^node:/, /^@aws-sdk\//, /^@smithy\//],
    plugins: hook.plugins.filter(plugin => plugin?.name !== 'stand-ins'),
    output: output('hook-on-image'),
  },
  /** The SDK without the hook. */
  { ...hook, input: 'bench/clients.ts', output: output('clients') },
]
