import leven from 'leven'
import type { Known } from '../sam/known.ts'
import { resourcePath } from '../sam/paths.ts'
import type { WebFunction } from '../sam/template.ts'
import { isMap, own } from '../schema/json.ts'
import { macroName } from '../schema/macro-name.ts'
import type { Problem } from '../schema/problem.ts'
import { didYouMean, dotted } from '../schema/sentence.ts'
import { defaults, type Settings } from '../schema/settings.ts'
import type { MacroInput } from './input.ts'
import type { Origins } from './origins.ts'
import { inMetadata, inTransform, parseWritten, type WrittenSettings } from './written-settings.ts'

/** What a user wrote in the Transform section and what the installed stack sets: the two outer layers. */
export type SharedSettings = { transform: WrittenSettings; stack: Partial<Settings> }

/** All settings of one function, and which of them were written on the function itself. */
export type LayeredSettings = {
  settings: Settings
  written: Partial<Settings>
  /** What the template says: on the function, or else in the Transform. */
  chosen: Partial<Settings>
  matcherIsSet: boolean
  /** Those that come from parameters, whose values no message and no log shows. */
  origins: Origins
  problems: Problem[]
}

export const sharedSettings = (
  { params, transformPath = ['Transform'] }: MacroInput,
  stack: Partial<Settings>,
  known: Known,
): SharedSettings => {
  const place = { path: [...transformPath, 'Parameters'], nameOf: dotted(`Transform.${macroName}.Parameters`) }
  return { transform: parseWritten(params, place, known, inTransform), stack }
}

/** The settings of a function. The most specific wins: Metadata, then Transform, installed stack, built-in default. */
export const settingsOf = (
  web: WebFunction,
  metadata: unknown,
  shared: SharedSettings,
  known: Known,
): LayeredSettings => {
  const place = {
    path: resourcePath(web, 'Metadata', macroName),
    nameOf: dotted(`${web.logicalId}.Metadata.${macroName}`),
  }
  const inner = parseWritten(withoutIgnored(own(metadata, macroName)), place, known, inMetadata)
  const { settings: written, problems } = inner
  const { stack } = shared
  const { settings: transform } = shared.transform
  const outer = transform.matcher ?? (stack.matcher === defaults.matcher ? undefined : stack.matcher)
  return {
    settings: { ...defaults, ...stack, ...transform, ...written },
    written,
    chosen: { ...transform, ...written },
    matcherIsSet: (written.matcher ?? outer) !== undefined,
    origins: { ...without(shared.transform.origins, written), ...inner.origins },
    problems: [...misspelled(web, metadata), ...problems],
  }
}

const without = (origins: Origins, written: Partial<Settings>): Origins =>
  Object.fromEntries(Object.entries(origins).filter(([field]) => !Object.hasOwn(written, field)))

/** The name of the alias: as it is, as messages show it, and as the template may have it. */
export type AliasName = { name: string; shown: string; written: unknown }

export const aliasNameOf = ({
  settings: { aliasName: name },
  origins: { aliasName: origin },
}: LayeredSettings): AliasName => ({
  name,
  shown: origin?.text ?? name,
  written: origin?.ref ?? name,
})

/** Keys of Metadata that can only be a misspelled WebsiteHealthcheck. */
const misspelled = (web: WebFunction, metadata: unknown): Problem[] =>
  Object.keys(isMap(metadata) ? metadata : {})
    .filter(name => name !== macroName && leven(name.toLowerCase(), macroName.toLowerCase()) <= 2)
    .map(name => ({
      code: 'Metadata.Misspelled',
      path: resourcePath(web, 'Metadata', name),
      sentence: `${web.logicalId}.Metadata.${name} is unknown; ${didYouMean(name, [macroName])}`,
    }))

/** Only the command line's check reads IgnoreChecks. */
const withoutIgnored = (written: unknown): unknown => {
  if (!isMap(written)) return written
  const { IgnoreChecks: _, ...settings } = written
  return settings
}
