import { setTimeout } from 'node:timers/promises'
import { type InputOptions, type OutputOptions, type Plugin, rollup } from 'rollup'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

/** A machine on which some modules take longer than others, each time other ones. */
const busy = (seed: number): Plugin => ({
  name: 'busy',
  async resolveId(source) {
    if (isSlow(source, seed)) await setTimeout(1)
    return null
  },
  async transform(_, id) {
    if (isSlow(id, seed)) await setTimeout(5)
    return null
  },
})

const isSlow = (text: string, seed: number): boolean =>
  [...text].reduce((sum, character) => (sum * 31 + character.charCodeAt(0) + seed) % 1_009, seed) % 4 === 0

type Configuration = InputOptions & { input: string; plugins: (Plugin | false)[]; output: OutputOptions }

const bundled = async ({ output, ...configuration }: Configuration, seed: number): Promise<string[]> => {
  // writes files
  const plugins = configuration.plugins.filter(plugin => plugin && plugin.name !== 'rollup-plugin-license')
  const bundle = await rollup({ ...configuration, plugins: [busy(seed), ...plugins] })
  const { output: files } = await bundle.generate(output)
  return files.map(file => (file.type === 'chunk' ? `${file.fileName}\n${file.code}` : file.fileName)).toSorted()
}

const bytes = suite('rollup.config.js')

bytes('makes the same bytes, however long each module takes', async () => {
  const { default: configurations } = (await import(String(new URL('../../rollup.config.js', import.meta.url)))) as {
    default: Configuration[]
  }
  // the one whose bytes depended most on the order in which modules arrive
  const gateFailure = configurations.find(({ input }) => input.startsWith('gate/failure'))
  assert.ok(gateFailure)
  const first = await bundled(gateFailure, 1)
  for (const seed of [2, 3]) assert.equal(await bundled(gateFailure, seed), first)
})

bytes.run()
