import { type DefinitionRoute, definitionRoutesOf } from '../sam/definition-routes.ts'
import { type Integrations, integrationsOf } from '../sam/integrations.ts'
import { type Known, knownOf } from '../sam/known.ts'
import { type Names, namesOf } from '../sam/names.ts'
import type { Resource, Template } from '../sam/template.ts'
import { defaults, modeWithoutRoutes, type Settings } from '../schema/settings.ts'
import type { MacroInput } from './input.ts'
import { type SharedSettings, sharedSettings } from './settings.ts'
import type { MacroWorld, Wiring } from './world.ts'

/** Everything that the plan for a function depends on besides the function itself. */
export type MacroContext = {
  template: Template
  known: Known
  shared: SharedSettings
  /** What the hook does unless a tag says otherwise. */
  stackDefaults: Settings
  wiring: Wiring
  integrations: Integrations
  definitionRoutes: ReadonlyMap<string, DefinitionRoute[]>
  names: Names
  /** The hook may invoke tagged functions only, so that each one needs a tag. */
  invokeTaggedOnly: boolean
}

/** Computed once for all functions of a template. */
export const contextOf = (
  template: Template,
  resources: Resource[],
  input: MacroInput,
  world: MacroWorld,
): MacroContext => {
  const { templateParameterValues: parameters, region, accountId } = input
  const known = knownOf(template, { parameters, region, accountId })
  const stackDefaults = { ...defaults, ...world.stack }
  return {
    template,
    known,
    shared: sharedSettings(input, world.stack, known),
    stackDefaults: { ...stackDefaults, mode: modeWithoutRoutes(stackDefaults.mode) },
    wiring: world.wiring,
    integrations: integrationsOf(resources, template.Resources, known),
    definitionRoutes: definitionRoutesOf(resources),
    names: namesOf(template, resources),
    invokeTaggedOnly: world.invokeTaggedOnly,
  }
}
