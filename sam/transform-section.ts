import { isMap, type JsonMap, own, textOf } from '../schema/json.ts'
import type { Path } from '../schema/problem.ts'

/** The name of SAM's own transform. https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy.html */
export const samTransform = 'AWS::Serverless-2016-10-31'

/** The entries of a template's Transform section, in order. */
export const transformEntries = (template: JsonMap): unknown[] => {
  const transform = own(template, 'Transform')
  return transform === undefined ? [] : [transform].flat()
}

/** Their names. */
export const transformsOf = (template: JsonMap): string[] => transformEntries(template).map(transformName)

export const transformName = (entry: unknown): string => textOf(isMap(entry) ? own(entry, 'Name') : entry)

/** Where the Transform section names a transform: its entry of the list, or the section where none does. */
export const transformPath = (template: JsonMap, name: string): Path => {
  if (!Array.isArray(template.Transform)) return ['Transform']
  const index = transformsOf(template).indexOf(name)
  return index < 0 ? ['Transform'] : ['Transform', index]
}
