import { effective, isPlainMap } from '../sam/globals.ts'
import { resourcePath } from '../sam/paths.ts'
import type { WebFunction } from '../sam/template.ts'
import { own } from '../schema/json.ts'
import { macroName } from '../schema/macro-name.ts'
import type { Settings } from '../schema/settings.ts'
import { maxTagValueLength, tagPrefix, tagsFor } from '../schema/tags.ts'
import type { Context } from './context.ts'
import { reasons } from './left-alone.ts'
import type { ProbeRequest } from './probe-request.ts'
import type { Step } from './step.ts'

/** The tags that tell the hook what differs from its defaults; a tag of that name that the user set stays. */
export const missingTags = (
  web: WebFunction,
  settings: Settings,
  request: ProbeRequest,
  { template, stackDefaults, invokeTaggedOnly }: Context,
): Step => {
  const wanted = {
    ...(invokeTaggedOnly && { [`${tagPrefix}Enabled`]: 'true' }),
    ...tagsFor(settings, stackDefaults, request),
  }
  const effectiveTags = effective(template, web, 'Tags')
  const inEffect = effectiveTags === undefined ? {} : effectiveTags
  const missing = Object.entries(wanted).filter(([key]) => own(inEffect, key) === undefined)
  if (missing.length === 0) return { added: {} }
  if (!isPlainMap(inEffect)) return { reason: reasons.tags }
  const long = missing.find(([, value]) => value.length > maxTagValueLength)
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
