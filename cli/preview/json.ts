import type { FunctionPlan } from '../../macro/function-plan.ts'
import { resourcePath } from '../../sam/paths.ts'
import { type Gated, payloadFormatVersions } from '../macro/gated.ts'
import { locatedWarnings } from '../template/template.ts'
import type { Preview } from './preview.ts'
import { publishesOn } from './publishes-on.ts'
import { shownRequest } from './shown-request.ts'

/** The preview in the form of schema/preview.schema.json. New keys may come; what is there changes with the version only. */
export const jsonOf = ({ template, plans, gated, problems, refusal, notes }: Preview): string => {
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
      ...decision(
        plan,
        gated.find(({ web }) => web.logicalId === plan.web.logicalId),
        publishesOn(plan, template.value),
      ),
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

const decision = (plan: FunctionPlan, gated: Gated | undefined, publishing: string[] | undefined): object => {
  const by = gated && { gatedBy: gated.by, request: { ...requestOf(gated, plan), ...reasonFor(plan) } }
  if (plan.kind === 'left alone')
    return { outcome: 'leftAlone', code: plan.reason.code, reason: plan.reason.text, ...by }
  if (plan.kind === 'refused') return { outcome: 'refused', problems: plan.problems.map(({ sentence }) => sentence) }
  return {
    outcome: 'gated',
    added: plan.added,
    addedResources: plan.beside,
    ...(publishing && { publishesOn: publishing }),
    ...by,
  }
}

const requestOf = (gated: Gated, plan: FunctionPlan) => {
  const { path, matcher, route } = shownRequest(gated, plan)
  const { settings, format } = gated.probe
  return {
    method: settings.method,
    path,
    matcher,
    mode: settings.mode,
    payloadFormatVersion: payloadFormatVersions[format],
    ...(route && { route }),
  }
}

const reasonFor = (plan: FunctionPlan) =>
  plan.kind === 'gated'
    ? {
        eventType: plan.request.eventType,
        ...(plan.request.authorizer && { authorizer: plan.request.authorizer }),
        because: plan.request.because,
      }
    : {}
