import type { FunctionPlan } from '../../macro/function-plan.ts'
import { resourcePath } from '../../sam/paths.ts'
import { locatedWarnings } from '../template/template.ts'
import type { Preview } from './preview.ts'
import { payloadOf } from './text.ts'

/** The preview in the form of schema/preview.schema.json. New keys may come; what is there changes with the version only. */
export const jsonOf = ({ template, plans, problems, refusal, notes }: Preview): string => {
  const count = (kind: FunctionPlan['kind']) => plans.filter(plan => plan.kind === kind).length
  const report = {
    schemaVersion: 1,
    template: template.file,
    outcome: refusal ? 'refused' : count('gated') > 0 ? 'changed' : 'unchanged',
    ...(refusal && { refusal }),
    counts: { gated: count('gated'), leftAlone: count('left alone'), refused: count('refused') },
    functions: plans.map(plan => ({
      logicalId: plan.web.logicalId,
      ...template.locate(resourcePath(plan.web)),
      ...decision(plan),
    })),
    problems: problems.map(({ code, path, sentence }) => ({
      code,
      path,
      message: sentence,
      ...template.locate(path),
    })),
    warnings: [...locatedWarnings(template), ...notes],
  }
  return `${JSON.stringify(report, null, 2)}\n`
}

const decision = (plan: FunctionPlan): object => {
  if (plan.kind === 'left alone') return { outcome: 'leftAlone', code: plan.reason.code, reason: plan.reason.text }
  if (plan.kind === 'refused') return { outcome: 'refused', problems: plan.problems.map(({ sentence }) => sentence) }
  const { request, added, beside } = plan
  const { method, path, matcher, eventType, route, because } = request
  const asked = { method, path, matcher, payloadFormatVersion: payloadOf(request), eventType, ...(route && { route }) }
  return { outcome: 'gated', added, addedResources: beside, asked: { ...asked, because } }
}
