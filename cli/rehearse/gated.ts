import type { LeftAloneReason } from '../../macro/left-alone.ts'
import { transform } from '../../macro/transform.ts'
import type { MacroWorld } from '../../macro/world.ts'
import { effective } from '../../sam/globals.ts'
import { type Known, resolve } from '../../sam/intrinsics.ts'
import { resourcePath } from '../../sam/paths.ts'
import { isEnabled } from '../../sam/preference.ts'
import { functionsOf, type WebFunction } from '../../sam/template.ts'
import { type JsonMap, own } from '../../schema/json.ts'
import type { Path } from '../../schema/problem.ts'
import { UserError } from '../command-line/user-error.ts'
import { installedStack } from '../macro/installed-stack.ts'
import {
  type MacroEvent,
  macroEvent,
  macroName,
  transformPath,
  transformProblem,
  transformsOf,
} from '../macro/macro-event.ts'
import { tagsOf } from '../macro/tags.ts'
import { located, locatedProblems } from '../template/located.ts'
import type { Overrides } from '../template/parameters.ts'
import type { Template } from '../template/template.ts'

/** A function whose deployments wait for the hook, as it stands in the template that the macro made. */
export type Gated = {
  web: WebFunction
  alias: string
  deploymentType: string
  tags: Record<string, string>
}

/** A template after the macro, as SAM will see it. */
export type Deployable = {
  template: Template
  /** The whole of it, with the macro's additions. */
  value: JsonMap & { Resources: JsonMap }
  known: Known
  gated: Gated[]
  /** The others, with the macro's reasons. */
  leftAlone: { logicalId: string; path: Path; reason: LeftAloneReason }[]
}

/** The real macro on a template where its Transform names it; otherwise the template as it is, wired by hand. */
export const deployable = (
  template: Template,
  overrides: Overrides,
  region: string,
  env: Record<string, string | undefined>,
): Deployable => {
  // the hook reads these variables too, so they are judged whoever wired the template
  const world = installedStack(env)
  const event = macroEvent(template, overrides, region)
  const { value, plans } = transformsOf(template.value).includes(macroName)
    ? throughMacro(template, event, world)
    : { value: template.value, plans: [] }
  const known: Known = {
    parameters: { 'AWS::Region': region, 'AWS::AccountId': event.accountId, ...event.templateParameterValues },
    mappings: own(value, 'Mappings'),
  }
  const gated = functionsOf(value.Resources).flatMap(web => gatedBy(web, value, known) ?? [])
  const isGated = (web: WebFunction) => gated.some(entry => entry.web.logicalId === web.logicalId)
  const leftAlone = plans.flatMap(plan =>
    plan.kind === 'left alone' && !isGated(plan.web)
      ? [{ logicalId: plan.web.logicalId, path: resourcePath(plan.web), reason: plan.reason }]
      : [],
  )
  return { template, value, known, gated, leftAlone }
}

const throughMacro = (template: Template, event: MacroEvent, world: MacroWorld) => {
  const problem = transformProblem(template.value)
  if (problem) throw new UserError(located(template, transformPath(template.value), problem))
  const { fragment, plans, problems } = transform({ ...event, transformPath: transformPath(template.value) }, world)
  if (problems.length > 0) throw new UserError(...locatedProblems(template, problems))
  return { value: fragment as Deployable['value'], plans }
}

const gatedBy = (web: WebFunction, template: JsonMap, known: Known): Gated | undefined => {
  const preference = effective(template, web, 'DeploymentPreference')
  const alias = resolve(effective(template, web, 'AutoPublishAlias'), known)
  if (typeof alias !== 'string' || !isEnabled(preference, known)) return undefined
  if (!isOurHook(own(own(preference, 'Hooks'), 'PreTraffic'))) return undefined
  const type = resolve(own(preference, 'Type'), known)
  return {
    web,
    alias,
    deploymentType: typeof type === 'string' ? type : 'AllAtOnce',
    tags: tagsOf(template, web, known),
  }
}

/** The export of the installed stack, whatever its prefix, or the hook's own name. */
export const isOurHook = (hook: unknown): boolean => {
  const imported = own(hook, 'Fn::ImportValue')
  const name = JSON.stringify(imported ?? hook ?? '')
  return imported === undefined ? name.includes('CodeDeployHook_LambdaWebsite') : /PreTrafficHook"\W*$/.test(name)
}
