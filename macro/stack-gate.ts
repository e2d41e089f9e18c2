import { resourcePath } from '../sam/paths.ts'
import type { WebFunction } from '../sam/template.ts'
import { type JsonMap, own } from '../schema/json.ts'
import { macroName } from '../schema/macro-name.ts'
import type { Problem } from '../schema/problem.ts'
import type { MacroContext } from './context.ts'
import type { LayeredSettings } from './settings.ts'
import type { StepResult } from './step.ts'

/** The logical ID of the custom resource that gates a function. A Ref to it is the name of the hook. */
export const gateLogicalId = ({ logicalId }: WebFunction): string => `${logicalId}Healthcheck`

/**
 * A custom resource between the new version and the alias: it names the version, and the alias names it by its PreTraffic
 * hook, so CloudFormation moves the alias only after the gate has let the version pass, on a first deployment too.
 */
export const stackGate = (
  web: WebFunction,
  { settings }: LayeredSettings,
  { names, wiring }: MacroContext,
): StepResult => {
  if (!settings.stackGate) return { added: {} }
  const name = gateLogicalId(web)
  if (names.resources.has(name)) return { problem: nameTaken(web, name) }
  return { added: {}, beside: { [name]: gate(web, wiring.gate) } }
}

const nameTaken = (web: WebFunction, name: string): Problem => {
  const setting = ['Metadata', macroName, 'StackGate']
  return {
    code: 'StackGate.NameTaken',
    path: resourcePath(web, ...setting),
    sentence: `${[web.logicalId, ...setting].join('.')} adds a custom resource named ${name}, and the template has a resource of that name; expected another name there, or StackGate: false.`,
  }
}

const gate = ({ logicalId, resource }: WebFunction, serviceToken: unknown): JsonMap => ({
  Type: 'Custom::WebsiteHealthcheck',
  // it has nothing to delete, and an installation that is gone must not keep the stack of a website from being deleted
  DeletionPolicy: 'Retain',
  UpdateReplacePolicy: 'Retain',
  ...(own(resource, 'Condition') !== undefined && { Condition: resource.Condition }),
  Properties: {
    ServiceToken: serviceToken,
    // the gate's own timeout is 900 seconds
    ServiceTimeout: 930,
    FunctionName: { Ref: logicalId },
    Version: { 'Fn::GetAtt': [logicalId, 'Version.Version'] },
  },
})
