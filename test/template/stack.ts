import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseYaml } from '../../cli/template/yaml.ts'

type Parameter = {
  Type: string
  Description: string
  Default?: unknown
  AllowedPattern?: string
  ConstraintDescription?: string
  AllowedValues?: unknown[]
  MinValue?: number
  MaxValue?: number
}
type StackResource = {
  Type: string
  Condition?: string
  DeletionPolicy?: string
  UpdateReplacePolicy?: string
  Metadata?: Record<string, unknown>
  Properties: Record<string, unknown>
}
export type Stack = {
  Metadata: Record<string, Record<string, unknown>>
  Parameters: Record<string, Parameter>
  Conditions: Record<string, unknown>
  Resources: Record<string, StackResource>
  Outputs: Record<string, { Condition?: string; Value: unknown; Export?: { Name: unknown } }>
}

export const templatePath = fileURLToPath(new URL('../../template.yaml', import.meta.url))

/** template.yaml, parsed anew so that each test may change it. */
export const readStack = (path = templatePath): Stack => parseYaml(readFileSync(path, 'utf8')).value as Stack

/** The properties of a resource of the stack, which has to be there. */
export const properties = <Shape = Record<string, unknown>>(stack: Stack, logicalId: string): Shape => {
  const resource = stack.Resources[logicalId]
  if (!resource) throw new Error(`template.yaml has no resource ${logicalId}.`)
  return resource.Properties as Shape
}
