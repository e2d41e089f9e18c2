import { isLoop } from '../../sam/template.ts'
import { isMap, type JsonMap, own } from '../../schema/json.ts'
import type { Path } from '../../schema/problem.ts'
import { shown } from '../../schema/sentence.ts'

/** A value under Resources that is not a resource: no other rule looks at it. */
export type Broken = { logicalId: string; path: Path; message: string }

export const brokenResources = (resources: JsonMap, path: Path = ['Resources']): Broken[] =>
  Object.entries(resources).flatMap(([logicalId, resource]) => {
    const here = [...path, logicalId]
    if (isLoop(logicalId, resource)) return brokenResources(resource[2], [...here, 2])
    if (logicalId.startsWith('Fn::')) return []
    const broken = (subject: string, value: unknown, at: Path): Broken[] =>
      isMap(value) ? [] : [{ logicalId, path: at, message: `${subject} is ${found(value)}; expected a map.` }]
    if (!isMap(resource)) return broken(logicalId, resource, here)
    const properties = own(resource, 'Properties')
    return properties === undefined ? [] : broken(`${logicalId}.Properties`, properties, [...here, 'Properties'])
  })

const found = (value: unknown): string => (value === null ? 'empty' : Array.isArray(value) ? 'a list' : shown(value))
