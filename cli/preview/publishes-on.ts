import type { FunctionPlan } from '../../macro/function-plan.ts'
import type { Template } from '../../sam/template.ts'
import { versionPropertiesOf } from '../../sam/version-contents.ts'

/** Which changes to a function publish a new version, in words; undefined if SAM's own rule applies. */
export const publishesOn = (plan: FunctionPlan, template: Template): string[] | undefined => {
  if (plan.kind !== 'gated' || plan.added.AutoPublishCodeSha256 === undefined) return undefined
  return [...new Set(versionPropertiesOf(template, plan.web).map(name => (isCode.has(name) ? 'code' : name)))]
}

const isCode = new Set(['CodeUri', 'ImageUri', 'InlineCode'])
