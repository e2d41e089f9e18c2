import { type Integrations, integrationsOf } from '../sam/integrations.ts'
import type { Known } from '../sam/intrinsics.ts'
import type { Resource, Template } from '../sam/template.ts'
import { isMap, own } from '../schema/json.ts'
import { defaults, type Settings } from '../schema/settings.ts'
import { type Names, namesOf } from './free-names.ts'
import type { Wiring } from './preference.ts'
import { type Shared, sharedSettings } from './settings.ts'
import type { Macro } from './transform.ts'
import type { World } from './world.ts'

/** All that the plan for a function rests on beside the function. */
export type Surroundings = {
  template: Template
  known: Known
  shared: Shared
  /** What the hook does where no tag says otherwise. */
  assumed: Settings
  wiring: Wiring
  integrations: Integrations
  names: Names
  /** The hook may invoke tagged functions only, so that each one needs a tag. */
  invokeTaggedOnly: boolean
}

/** Worked out once for all functions of a template. */
export const surroundingsOf = (template: Template, resources: Resource[], macro: Macro, world: World): Surroundings => {
  const parameters = isMap(macro.templateParameterValues) ? macro.templateParameterValues : {}
  const known = { parameters, region: macro.region, mappings: own(template, 'Mappings') }
  return {
    template,
    known,
    shared: sharedSettings(macro.params, world.stack, parameters),
    assumed: { ...defaults, ...world.stack },
    wiring: world.wiring,
    integrations: integrationsOf(resources, template.Resources, known),
    names: namesOf(template, resources),
    invokeTaggedOnly: world.invokeTaggedOnly,
  }
}
