import { effective, isPlainMap } from '../sam/globals.ts'
import type { WebFunction } from '../sam/template.ts'
import { own } from '../schema/json.ts'
import type { Settings } from '../schema/settings.ts'
import { maxTagValueLength, tagPrefix, tagsFor } from '../schema/tags.ts'
import type { Surroundings } from './context.ts'
import type { Step } from './function-plan.ts'
import type { Request } from './probe-request.ts'

/** The tags by which the hook learns what it could not know; a tag of that name that the user set stays. */
export const missingTags = (
  web: WebFunction,
  settings: Settings,
  request: Request,
  { template, assumed, invokeTaggedOnly }: Surroundings,
): Step => {
  const wanted = {
    ...(invokeTaggedOnly && { [`${tagPrefix}Enabled`]: 'true' }),
    ...tagsFor(settings, assumed, request),
  }
  const effectiveTags = effective(template, web, 'Tags')
  const inEffect = effectiveTags === undefined ? {} : effectiveTags
  const missing = Object.entries(wanted).filter(([key]) => own(inEffect, key) === undefined)
  if (missing.length === 0) return { added: {} }
  if (!isPlainMap(inEffect)) return { reason: 'its Tags are no map, and the hook needs tags to know what to ask' }
  const long = missing.find(([, value]) => value.length > maxTagValueLength)
  if (!long) return { added: { Tags: Object.fromEntries(missing) } }
  const [key, value] = long
  const found = `${key.slice(tagPrefix.length)} takes ${value.length} characters as the value of a tag`
  return { problem: `Metadata.WebsiteHealthcheck.${found}; expected at most ${maxTagValueLength}.` }
}
