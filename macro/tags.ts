import { effective, isPlainMap } from '../sam/globals.ts'
import { resourcePath } from '../sam/paths.ts'
import type { WebFunction } from '../sam/template.ts'
import { type JsonMap, own } from '../schema/json.ts'
import { macroName } from '../schema/macro-name.ts'
import type { Settings } from '../schema/settings.ts'
import { maxTagValueLength } from '../schema/tag-value.ts'
import { factTags, tagPrefix, tagsFor } from '../schema/tags.ts'
import type { MacroContext } from './context.ts'
import { reasons } from './left-alone.ts'
import type { ProbeRequest } from './probe-request.ts'
import type { StepResult } from './step.ts'

/** The tags that tell the hook what differs from its defaults; a tag of that name that the user set stays. */
export const missingTags = (
  web: WebFunction,
  settings: Settings,
  request: ProbeRequest,
  { template, stackDefaults, invokeTaggedOnly }: MacroContext,
): StepResult => {
  const { stage, ...others } = request
  const facts = { ...others, ...(stage && { stage: stage.name }) }
  const wanted: JsonMap = {
    ...(invokeTaggedOnly && { [`${tagPrefix}Enabled`]: 'true' }),
    ...tagsFor(settings, stackDefaults, facts),
    // as the template writes it: no value of a parameter stands in what the macro returns
    ...(stage && typeof stage.written === 'object' && { [factTags.stage]: stage.written }),
  }
  const effectiveTags = effective(template, web, 'Tags')
  const inEffect = effectiveTags === undefined ? {} : effectiveTags
  const missing = Object.entries(wanted).filter(([key]) => own(inEffect, key) === undefined)
  if (missing.length === 0) return { added: {} }
  if (!isPlainMap(inEffect)) return missing.every(isAssumed) ? { added: {} } : { reason: reasons.tags }
  const long = missing.find(isTooLong)
  if (!long) return { added: { Tags: Object.fromEntries(missing) } }
  const [key, value] = long
  const setting = ['Metadata', macroName, key.slice(tagPrefix.length)]
  return {
    problem: {
      code: 'Setting.TooLongForTag',
      path: resourcePath(web, ...setting),
      sentence: `${[web.logicalId, ...setting].join('.')} takes ${value.length} characters as the value of a tag; expected at most ${maxTagValueLength}.`,
    },
  }
}

/** What the hook assumes about a function without tags. */
const isAssumed = ([key, value]: [string, unknown]): boolean => key === factTags.eventType && value === 'Api'

const isTooLong = (entry: [string, unknown]): entry is [string, string] =>
  typeof entry[1] === 'string' && entry[1].length > maxTagValueLength
