import { isMap, type JsonMap } from '../schema/json.ts'

/** A template with a map of resources; anything else may be missing or of any form. */
export type Template = JsonMap & { Resources: JsonMap }

/** As SAM tells an intrinsic function from a map: one key, `Ref`, `Condition` or `Fn::…`. */
export const isIntrinsic = (value: unknown): value is JsonMap => {
  if (!isMap(value)) return false
  const [name, ...others] = Object.keys(value)
  return (
    others.length === 0 && name !== undefined && (name.startsWith('Fn::') || name === 'Ref' || name === 'Condition')
  )
}

/** A function of the template. `path` holds its keys below Resources, loops included. */
export type WebFunction = { path: string[]; logicalId: string; resource: JsonMap; properties: JsonMap }

/** Every AWS::Serverless::Function below Resources, in the order of the template, those inside Fn::ForEach included. */
export const functionsOf = (resources: JsonMap): WebFunction[] => functionsAmong(resourcesOf(resources))

export const functionsAmong = (resources: Resource[]): WebFunction[] =>
  resources.flatMap(({ path, logicalId, resource }) => {
    if (!isMap(resource) || resource.Type !== 'AWS::Serverless::Function') return []
    const { Properties: properties = {} } = resource
    return isMap(properties) ? [{ path, logicalId, resource, properties }] : []
  })

/** Every resource below Resources with its keys there, those inside Fn::ForEach included. */
export const resourcesOf = (resources: JsonMap, path: string[] = []): Resource[] =>
  Object.entries(resources).flatMap(([logicalId, resource]) => {
    const here = [...path, logicalId]
    return isLoop(logicalId, resource)
      ? resourcesOf(resource[2], [...here, '2'])
      : [{ path: here, logicalId, resource }]
  })

export type Resource = { path: string[]; logicalId: string; resource: unknown }

/** `Fn::ForEach::Sites: [Name, [A, B], { "Site${Name}": … }]` */
export const isLoop = (key: string, value: unknown): value is [unknown, unknown, JsonMap] =>
  key.startsWith('Fn::ForEach::') && Array.isArray(value) && value.length === 3 && isMap(value[2])
