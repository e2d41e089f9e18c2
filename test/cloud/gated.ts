import type { Preview } from './command.ts'
import type { Processed } from './stack.ts'

/** The tags that preview adds, by the functions that it gates. */
export const previewed = ({ functions }: Preview): Record<string, unknown> =>
  Object.fromEntries(
    functions.flatMap(({ logicalId, outcome, added }) => (outcome === 'gated' ? [[logicalId, added?.Tags ?? {}]] : [])),
  )

/** The tags of ours, by the functions whose aliases lead past our hook. */
export const hooked = ({ Resources }: Processed): Record<string, unknown> =>
  Object.fromEntries(
    Object.values(Resources).flatMap(({ Properties, UpdatePolicy }) => {
      if (!JSON.stringify(UpdatePolicy ?? '').includes('"PreTrafficHook"')) return []
      const logicalId = refOf(Properties.FunctionName)
      const tags = (Resources[logicalId]?.Properties.Tags ?? []) as { Key: string; Value: unknown }[]
      const ours = tags.filter(({ Key }) => Key.startsWith('websitehealthcheck:'))
      return [[logicalId, Object.fromEntries(ours.map(({ Key, Value }) => [Key, Value]))]]
    }),
  )

const refOf = (value: unknown): string => String((value as { Ref?: string }).Ref)
