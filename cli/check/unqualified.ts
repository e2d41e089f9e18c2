import { unrolled } from '../../sam/loops.ts'
import { resourcePath } from '../../sam/paths.ts'
import { type Reference, referencesIn } from '../../sam/references.ts'
import { resourcesOf } from '../../sam/template.ts'
import { dig, isMap, own, textOf } from '../../schema/json.ts'
import type { Remark, Subject } from './rule.ts'

/** Properties of a resource type that say which function is to be called, or may be. */
export type Callers = Record<string, readonly string[]>

/** Finds unqualified references to gated functions in some properties of some resource types. */
export const unqualifiedIn =
  (callers: Callers, says: string) =>
  (subject: Subject): Remark[] => {
    const gated = gatedIds(subject)
    return resourcesOf(subject.value.Resources).flatMap(({ logicalId, path, resource }) =>
      propertiesOf(callers, textOf(own(resource, 'Type'))).flatMap(property => {
        const value = dig(resource, 'Properties', property)
        const references = referencesIn(value, resourcePath({ path }, 'Properties', property))
        const named = bypassing(references, gated, inStackOf(subject, path))
        return remarks(named, `${logicalId}.${property}`, says, logicalId)
      }),
    )
  }

export const unqualifiedInOutputs = (subject: Subject): Remark[] => {
  const gated = gatedIds(subject)
  const outputs = own(subject.value, 'Outputs')
  return Object.entries(isMap(outputs) ? outputs : {}).flatMap(([name, output]) => {
    const references = referencesIn(own(output, 'Value'), ['Outputs', name, 'Value'])
    return remarks(
      bypassing(references, gated, text => [text]),
      `Outputs.${name}`,
      'which bypasses the alias',
    )
  })
}

/** Logical IDs that gated functions have in the stack, loops unrolled, with those that the template has. */
const gatedIds = (subject: Subject): ReadonlyMap<string, string> =>
  new Map(
    subject.gated.flatMap(({ web }) =>
      inStackOf(subject, web.path)(web.logicalId).map(id => [id, web.logicalId] as const),
    ),
  )

const inStackOf =
  ({ value, known }: Subject, path: string[]) =>
  (text: string): string[] =>
    unrolled(text, path, value.Resources, known)

/** The references that bypass the alias of a gated function, with the function as the template has it. */
const bypassing = (
  references: Reference[],
  gated: ReadonlyMap<string, string>,
  inStack: (text: string) => string[],
): Reference[] =>
  references.flatMap(reference => {
    if (reference.qualified || reference.doubtful) return []
    const id = inStack(reference.logicalId).find(id => gated.has(id))
    return id === undefined ? [] : [{ ...reference, logicalId: gated.get(id) ?? id }]
  })

const propertiesOf = (callers: Callers, type: string): readonly string[] =>
  (Object.hasOwn(callers, type) ? callers[type] : undefined) ?? []

const remarks = (references: Reference[], subject: string, says: string, self?: string): Remark[] =>
  references
    .filter(({ logicalId }) => logicalId !== self)
    .map(({ path, written, logicalId }) => ({
      path,
      about: logicalId,
      message: `${subject} names ${written}, ${says}; expected !Ref ${logicalId}.Alias.`,
    }))
